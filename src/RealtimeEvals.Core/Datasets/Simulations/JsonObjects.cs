using System.Text.Json;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>JSON objects that are needed now and then.</summary>
internal static class JsonObjects
{
    /// <summary>An object without properties.</summary>
    public static JsonElement Empty { get; } = Parse("{}");

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
