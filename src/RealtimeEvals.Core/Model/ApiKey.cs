using System.Text;

namespace RealtimeEvals.Model;

/// <summary>A secret that authenticates against the service. It prints as <c>[redacted]</c> everywhere.</summary>
public sealed class ApiKey
{
    /// <summary>What stands in the place of a key wherever one would have been written.</summary>
    public const string Mask = "[redacted]";

    private readonly string _value;
    private readonly byte[] _utf8;

    private ApiKey(string value)
    {
        _value = value;
        _utf8 = Encoding.UTF8.GetBytes(value);
    }

    /// <summary>The key in <paramref name="text"/> without the white space around it, or null when nothing is left.</summary>
    /// <exception cref="EvalException"><c>ApiKeyInvalid</c>: a header could not carry it.</exception>
    public static ApiKey? From(string? text)
    {
        string? trimmed = text?.Trim();
        if (string.IsNullOrEmpty(trimmed)) return null;
        return trimmed.All(character => character is > ' ' and <= '~' and not ('"' or '\\')) ? new ApiKey(trimmed) : throw EvalErrors.ApiKeyInvalid();
    }

    /// <summary>The secret itself, for the one header that carries it.</summary>
    public string Reveal() => _value;

    /// <summary>Replaces every occurrence of the key in <paramref name="text"/> by <see cref="Mask"/>.</summary>
    public string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Replace(_value, Mask, StringComparison.Ordinal);
    }

    /// <summary>The JSON text without the key, however its characters are escaped; the same memory when the key is not in it.</summary>
    public ReadOnlyMemory<byte> RedactJson(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.Contains((byte)'\\') && JsonText.WithPlainAscii(utf8.Span) is byte[] plain && IsIn(plain)) utf8 = plain;
        return IsIn(utf8.Span) ? Encoding.UTF8.GetBytes(Redact(Encoding.UTF8.GetString(utf8.Span))) : utf8;
    }

    private bool IsIn(ReadOnlySpan<byte> utf8) => utf8.IndexOf(_utf8) >= 0;

    /// <inheritdoc />
    public override string ToString() => Mask;
}
