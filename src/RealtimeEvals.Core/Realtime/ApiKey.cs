using RealtimeEvals.Model;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Realtime;

/// <summary>The key that authenticates against the service. It prints as <c>[redacted]</c> everywhere.</summary>
public sealed class ApiKey
{
    private readonly string _value;

    private ApiKey(string value) => _value = value;

    /// <summary>
    /// Whether the key is long enough to be redacted. Shorter ones, such as a local server's <c>none</c>, can be ordinary words.
    /// </summary>
    public bool IsSecret => Redactor.IsSecret(_value);

    /// <summary>Returns the key in <paramref name="text"/> without surrounding white space, or null when nothing is left.</summary>
    /// <exception cref="EvalException"><c>ApiKeyInvalid</c>: the key cannot be sent in a header.</exception>
    public static ApiKey? From(string? text)
    {
        string? trimmed = text?.Trim();
        if (string.IsNullOrEmpty(trimmed)) return null;
        return trimmed.All(character => character is > ' ' and <= '~' and not ('"' or '\\'))
            ? new ApiKey(trimmed)
            : throw EvalErrors.ApiKeyInvalid();
    }

    /// <summary>Returns the secret itself, for the one header that carries it.</summary>
    public string Reveal() => _value;

    /// <inheritdoc />
    public override string ToString() => Redactor.Mask;
}
