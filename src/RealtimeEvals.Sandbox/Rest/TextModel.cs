using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>Checks that apply to every request to a text model.</summary>
internal static class TextModel
{
    /// <summary>Throws if a model is not in the catalog or is not a text model.</summary>
    /// <param name="model">The id of the model.</param>
    /// <param name="place">The position of the model in the request.</param>
    /// <exception cref="ProtocolException">There is no such model.</exception>
    public static void Require(string model, string place)
    {
        if (ModelCatalog.Shipped.Find(model) is not { Kind: "text" })
            throw new ProtocolException("model_not_found", $"The model '{model}' does not exist or you do not have access to it.", place);
    }

    /// <summary>Throws if a request asks for a streamed response.</summary>
    /// <exception cref="ProtocolException">The request has <c>stream</c> set.</exception>
    public static void RequireWhole(JsonElement request)
    {
        if (request.TryGetProperty("stream", out JsonElement stream) && stream.ValueKind == JsonValueKind.True)
            throw new ProtocolException("unsupported_value", "Unsupported value: the sandbox does not stream responses.", "stream");
    }

    /// <summary>Whether a request has a temperature.</summary>
    public static bool HasTemperature(JsonElement request) =>
        request.TryGetProperty("temperature", out JsonElement temperature) && temperature.ValueKind == JsonValueKind.Number;
}
