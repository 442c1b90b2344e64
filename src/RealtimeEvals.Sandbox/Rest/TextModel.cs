using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>What holds for every request to a model that writes.</summary>
internal static class TextModel
{
    /// <summary>Refuses a model that is not in the catalog, or that does not write.</summary>
    /// <param name="model">The model.</param>
    /// <param name="place">Where it stands in the request.</param>
    /// <exception cref="ProtocolException">There is no such model.</exception>
    public static void Require(string model, string place)
    {
        if (ModelCatalog.Shipped.Find(model) is not { Kind: "text" })
            throw new ProtocolException("model_not_found", $"The model '{model}' does not exist or you do not have access to it.", place);
    }

    /// <summary>Refuses a request for an answer in parts.</summary>
    /// <exception cref="ProtocolException">It is one.</exception>
    public static void RequireWhole(JsonElement request)
    {
        if (request.TryGetProperty("stream", out JsonElement stream) && stream.ValueKind == JsonValueKind.True)
            throw new ProtocolException("unsupported_value", "Unsupported value: the sandbox does not stream responses.", "stream");
    }

    /// <summary>Whether a request names a temperature.</summary>
    public static bool HasTemperature(JsonElement request) =>
        request.TryGetProperty("temperature", out JsonElement temperature) && temperature.ValueKind == JsonValueKind.Number;
}
