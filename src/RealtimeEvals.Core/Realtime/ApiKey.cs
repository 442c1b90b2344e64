using RealtimeEvals.Model;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Realtime;

/// <summary>What authenticates against the service. It prints as <c>[redacted]</c> everywhere.</summary>
public sealed class ApiKey
{
    private readonly string _value;

    private ApiKey(string value) => _value = value;

    /// <summary>
    /// Whether it is long enough to be a secret. What is shorter, such as the <c>none</c> of a local server, stands in ordinary words and
    /// is not taken out of them.
    /// </summary>
    public bool IsSecret => Redactor.IsSecret(_value);

    /// <summary>The key in <paramref name="text"/> without the white space around it, or null when nothing is left.</summary>
    /// <exception cref="EvalException"><c>ApiKeyInvalid</c>: a header could not carry it.</exception>
    public static ApiKey? From(string? text)
    {
        string? trimmed = text?.Trim();
        if (string.IsNullOrEmpty(trimmed)) return null;
        return trimmed.All(character => character is > ' ' and <= '~' and not ('"' or '\\'))
            ? new ApiKey(trimmed)
            : throw EvalErrors.ApiKeyInvalid();
    }

    /// <summary>The secret itself, for the one header that carries it.</summary>
    public string Reveal() => _value;

    /// <inheritdoc />
    public override string ToString() => Redactor.Mask;
}
