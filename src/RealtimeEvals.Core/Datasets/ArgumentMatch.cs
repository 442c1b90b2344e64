using System.Text.Json;

namespace RealtimeEvals.Datasets;

/// <summary>Compares arguments as JSON: types must match, numbers compare by value, text compares after normalization.</summary>
internal static class ArgumentMatch
{
    /// <summary>Whether <paramref name="actual"/> contains every expected argument; it may contain more.</summary>
    /// <param name="actual">The arguments of a call, an object.</param>
    /// <param name="expected">The expected arguments, an object.</param>
    /// <param name="tool">The tool, for the normalizers of its parameters; null when there is none.</param>
    public static bool Contains(JsonElement actual, JsonElement expected, Tool? tool) =>
        Matches(actual, expected, tool?.Schema ?? default, Normalizer.Text);

    /// <summary>Whether one JSON value contains what another expects.</summary>
    internal static bool Contains(JsonElement actual, JsonElement expected) => Matches(actual, expected, default, Normalizer.Text);

    private static bool Matches(JsonElement actual, JsonElement expected, ArgumentSchema schema, string outerNormalizer)
    {
        if (actual.ValueKind != expected.ValueKind) return false;
        string normalizer = schema.Normalizer ?? outerNormalizer;
        return expected.ValueKind switch
        {
            JsonValueKind.Object => expected.EnumerateObject().All(property =>
                actual.TryGetProperty(property.Name, out JsonElement value)
                && Matches(value, property.Value, schema.Of(property.Name), normalizer)),
            JsonValueKind.Array => actual.GetArrayLength() >= expected.GetArrayLength()
                && expected.EnumerateArray().Zip(actual.EnumerateArray()).Index()
                    .All(item => Matches(item.Item.Second, item.Item.First, schema.OfItem(item.Index), normalizer)),
            JsonValueKind.Number => NumbersAreEqual(actual.GetRawText(), expected.GetRawText()),
            JsonValueKind.String => TextsAreEqual(actual.GetString()!, expected.GetString()!, normalizer),
            _ => true,
        };
    }

    private static bool TextsAreEqual(string actual, string expected, string normalizer)
    {
        // A number keeps its sign and decimal point even when it is given as text: "-5" is not "5" and "1.25" is not "1 25".
        if (normalizer == Normalizer.Text && (IsJsonNumber(actual) || IsJsonNumber(expected)))
            return IsJsonNumber(actual) && IsJsonNumber(expected) && NumbersAreEqual(actual.Trim(), expected.Trim());
        string wanted = Normalizer.Apply(expected, normalizer);

        // Text that consists of punctuation normalizes to nothing and would equal any other such text.
        return wanted.Length == 0 ? actual.Trim() == expected.Trim() : Normalizer.Apply(actual, normalizer) == wanted;
    }

    private static bool IsJsonNumber(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Number;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool NumbersAreEqual(string left, string right) => JsonNumber.Parse(left) == JsonNumber.Parse(right);
}
