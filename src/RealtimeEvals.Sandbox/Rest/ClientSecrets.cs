using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>The ephemeral keys for clients, each valid for realtime sessions of one configuration.</summary>
internal sealed class ClientSecrets(TimeProvider time)
{
    private const string Prefix = "ek_";
    private const int MaximumKeys = 1024;

    private readonly ConcurrentDictionary<string, (JsonElement Session, DateTimeOffset ExpiresAt)> _keys = new(StringComparer.Ordinal);

    /// <summary>Whether a key looks like an ephemeral key.</summary>
    public static bool IsOne(string? key) => key?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <summary>Creates a key.</summary>
    /// <param name="session">The configuration of sessions opened with the key.</param>
    /// <param name="expiresAt">When the key stops opening sessions.</param>
    /// <exception cref="ProtocolException">Too many keys are in use.</exception>
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

    /// <summary>Returns the configuration of a key; null when it is unknown or has expired.</summary>
    public JsonElement? Find(string key) =>
        _keys.TryGetValue(key, out (JsonElement Session, DateTimeOffset ExpiresAt) found) && found.ExpiresAt > time.GetUtcNow()
            ? found.Session
            : null;
}
