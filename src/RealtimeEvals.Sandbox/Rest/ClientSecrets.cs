using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>The short-lived keys that a client may give away, each good for realtime sessions of one configuration.</summary>
internal sealed class ClientSecrets(TimeProvider time)
{
    private const string Prefix = "ek_";
    private const int MaximumKeys = 1024;

    private readonly ConcurrentDictionary<string, (JsonElement Session, DateTimeOffset ExpiresAt)> _keys = new(StringComparer.Ordinal);

    /// <summary>Whether a key is meant to be one of these.</summary>
    public static bool IsOne(string? key) => key?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>Makes a key.</summary>
    /// <param name="session">How it configures a session.</param>
    /// <param name="expiresAt">When it stops to open sessions.</param>
    /// <exception cref="ProtocolException">Too many are in use.</exception>
    public string Issue(JsonElement session, DateTimeOffset expiresAt)
    {
        foreach ((string old, (_, DateTimeOffset end)) in _keys)
        {
            if (end <= time.GetUtcNow()) _keys.TryRemove(old, out _);
        }

        if (_keys.Count >= MaximumKeys)
        {
            throw new ProtocolException(
                "too_many_keys", FormattableString.Invariant($"The sandbox keeps {MaximumKeys} keys that have not expired."));
        }

        string key = Prefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        _keys[key] = (session.Clone(), expiresAt);
        return key;
    }

    /// <summary>The configuration behind a key; null where it never was one, or has expired.</summary>
    public JsonElement? Find(string key) =>
        _keys.TryGetValue(key, out (JsonElement Session, DateTimeOffset ExpiresAt) found) && found.ExpiresAt > time.GetUtcNow()
            ? found.Session
            : null;
}
