using System.Text;
using System.Text.Json;

namespace RealtimeEvals.Json;

/// <summary>
/// Reads everything that is evidence or data: one value and nothing behind it, no key twice, no comments, no trailing commas, no NaN, no
/// text that is no Unicode, and at most <see cref="MaximumDepth"/> levels. Where a key stands twice nobody knows which one counts, and
/// readers differ.
/// </summary>
public static class StrictJson
{
    /// <summary>The deepest nesting.</summary>
    public const int MaximumDepth = 64;

    /// <summary>The settings, for those who need the document.</summary>
    public static JsonDocumentOptions Options => new() { AllowDuplicateProperties = false, MaxDepth = MaximumDepth };

    /// <summary>The value of a text.</summary>
    /// <exception cref="JsonException">It is not strict JSON.</exception>
    public static JsonElement Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Parse(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>The value of UTF-8 text.</summary>
    /// <exception cref="JsonException">It is not strict JSON.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> utf8)
    {
        if (!JsonText.IsUnicode(utf8.Span)) throw new JsonException("half of a surrogate pair, or bytes that are no UTF-8");
        using var document = JsonDocument.Parse(utf8, Options);
        return document.RootElement.Clone();
    }

    /// <summary>
    /// The value of a text that a service sent: what is no Unicode in it becomes U+FFFD, so that all of its text and names can be read.
    /// </summary>
    /// <exception cref="JsonException">It is not strict JSON.</exception>
    public static JsonElement ParseForeign(string json) => Parse(JsonText.Repair(Encoding.UTF8.GetBytes(json)));

    /// <summary>The same strictness for types that are read by their properties.</summary>
    /// <param name="options">How names and values are written.</param>
    public static JsonSerializerOptions For(JsonSerializerOptions options) =>
        new(options) { AllowDuplicateProperties = false, MaxDepth = MaximumDepth };
}
