using System.Text.Json;

namespace RealtimeEvals.Json;

/// <summary>Fields of JSON of which nothing is known: what is missing or of another type reads as nothing.</summary>
internal static class JsonFields
{
    extension(JsonElement json)
    {
        /// <summary>Returns the text of a field; that of a number or a truth as it stands; empty when it is none of these.</summary>
        public string Text(string name) => JsonText.Child(json, name) switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString()!,
            { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } other => other.GetRawText(),
            _ => "",
        };

        /// <summary>Returns the number in a field; null when it is none.</summary>
        public double? Number(string name) =>
            JsonText.Child(json, name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

        /// <summary>Returns the items of a list; none when it is no list.</summary>
        public IEnumerable<JsonElement> Items(string name) =>
            JsonText.Child(json, name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];
    }

    /// <summary>Returns the items of a list in JSON; none when it is no list or no JSON.</summary>
    public static IReadOnlyList<JsonElement> ItemsOf(string json)
    {
        if (!json.StartsWith('[')) return [];
        try
        {
            return [.. StrictJson.Parse(json).EnumerateArray()];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
