using System.Text.Json;

namespace RealtimeEvals.Datasets.Simulations;

internal static class JsonObjects
{
    public static JsonElement Empty { get; } = Parse("{}");

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
