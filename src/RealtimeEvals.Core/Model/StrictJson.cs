using System.Text.Json;

namespace RealtimeEvals.Model;

/// <summary>
/// Reads everything that is evidence or data: one value and nothing behind it, no key twice, no comments, no trailing commas, no NaN, and at most
/// <see cref="MaximumDepth"/> levels. Where a key stands twice nobody knows which one counts, and readers differ.
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
        using var document = JsonDocument.Parse(json, Options);
        return document.RootElement.Clone();
    }

    /// <summary>The value of UTF-8 text.</summary>
    /// <exception cref="JsonException">It is not strict JSON.</exception>
    public static JsonElement Parse(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8, Options);
        return document.RootElement.Clone();
    }

    /// <summary>The same strictness for types that are read by their properties.</summary>
    /// <param name="options">How names and values are written.</param>
    public static JsonSerializerOptions For(JsonSerializerOptions options) => new(options) { AllowDuplicateProperties = false, MaxDepth = MaximumDepth };
}
