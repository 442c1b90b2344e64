using System.Text;
using System.Text.Json;

namespace RealtimeEvals.Json;

/// <summary>
/// Parses evidence and data strictly: a single value, no duplicate keys, comments, trailing commas or NaN, no invalid Unicode, and at most
/// <see cref="MaximumDepth"/> levels. Duplicate keys are rejected since readers differ in which one counts.
/// </summary>
public static class StrictJson
{
    /// <summary>The maximum nesting depth.</summary>
    public const int MaximumDepth = 64;

    /// <summary>The settings, for callers that need the <see cref="JsonDocument"/> itself.</summary>
    public static JsonDocumentOptions Options => new() { AllowDuplicateProperties = false, MaxDepth = MaximumDepth };

    /// <summary>Parses a text.</summary>
    /// <exception cref="JsonException">The text is not strict JSON.</exception>
    public static JsonElement Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Parses UTF-8 text.</summary>
    /// <exception cref="JsonException">The text is not strict JSON.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> utf8)
    {
        if (!JsonText.IsUnicode(utf8.Span)) throw new JsonException("half of a surrogate pair, or bytes that are no UTF-8");
        using var document = JsonDocument.Parse(utf8, Options);
        return document.RootElement.Clone();
    }

    /// <summary>Parses a text that a service sent: invalid Unicode becomes U+FFFD, so that all of its text and names can be read.</summary>
    /// <exception cref="JsonException">The text is not strict JSON.</exception>
    public static JsonElement ParseForeign(string json) => Parse(JsonText.Repair(Encoding.UTF8.GetBytes(json)));

    /// <summary>Returns serializer options with the same strictness.</summary>
    /// <param name="options">The options to copy.</param>
    public static JsonSerializerOptions For(JsonSerializerOptions options) =>
        new(options) { AllowDuplicateProperties = false, MaxDepth = MaximumDepth };
}
