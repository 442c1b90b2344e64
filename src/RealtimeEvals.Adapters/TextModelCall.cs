using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Adapters;

/// <summary>One question to a text model over HTTP, whatever its protocol.</summary>
/// <param name="target">The service.</param>
/// <param name="endpoint">What is asked, such as "the Responses endpoint".</param>
internal sealed class TextModelCall(ServiceTarget target, string endpoint)
{
    private const int BadRequest = 400;

    private volatile bool _takesNoTemperature;

    /// <summary>Sends a question. A model that takes no temperature is asked without one, then and from there on.</summary>
    /// <param name="body">The body without the temperature.</param>
    /// <param name="question">The question.</param>
    /// <param name="send">Sends a body.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TextModelException">No answer came back.</exception>
    public async Task<BinaryData> SendAsync(JsonObject body, TextQuestion question, Func<BinaryContent, RequestOptions, Task<ClientResult>> send, CancellationToken cancellationToken)
    {
        // Without an address the package would ask OpenAI, with the key of another service.
        if (target.Rest is null) throw new TextModelException($"the address of {endpoint} cannot be told from {target.ShownRealtime}");
        if (question.Temperature is double temperature && !_takesNoTemperature) body["temperature"] = temperature;
        try
        {
            return await PostAsync(body, question, send, cancellationToken);
        }
        catch (ClientResultException exception) when (body.ContainsKey("temperature") && IsAboutTemperature(exception))
        {
            _takesNoTemperature = true;
            return await SendAsync((JsonObject)body.DeepClone(), question with { Temperature = null }, send, cancellationToken);
        }
        catch (Exception exception) when (OpenAIFailure.Is(exception, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new TextModelException(OpenAIFailure.Describe(exception, endpoint, target), exception);
        }
    }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="TextModelException">It cannot be read.</exception>
    public T Read<T>(BinaryData content, Func<BinaryData, T> read)
    {
        try
        {
            return read(content);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new TextModelException(OpenAIFailure.Describe(new JsonException(exception.Message, exception), endpoint, target), exception);
        }
    }

    private async Task<BinaryData> PostAsync(JsonObject body, TextQuestion question, Func<BinaryContent, RequestOptions, Task<ClientResult>> send, CancellationToken cancellationToken)
    {
        if (question.Temperature is null) body.Remove("temperature");
        using var content = BinaryContent.Create(BinaryData.FromString(body.ToJsonString()));
        ClientResult result = await send(content, OpenAIConnection.Request(question.ClientRequestId, cancellationToken));
        return result.GetRawResponse().Content;
    }

    private static bool IsAboutTemperature(ClientResultException exception)
    {
        if (exception.Status != BadRequest || exception.GetRawResponse()?.Content is not BinaryData content) return false;
        try
        {
            return JsonNode.Parse(content)?["error"]?["param"]?.ToString() == "temperature";
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
