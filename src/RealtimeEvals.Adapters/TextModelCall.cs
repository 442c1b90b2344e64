using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.TextModels;

namespace RealtimeEvals.Adapters;

/// <summary>Asks a text model over HTTP, independent of the protocol.</summary>
/// <param name="target">The service to call.</param>
/// <param name="endpoint">The name of the endpoint, such as "the Responses endpoint".</param>
internal sealed class TextModelCall(ServiceTarget target, string endpoint)
{
    /// <summary>The text of a refusal when the service filtered the answer.</summary>
    public const string Filtered = "(filtered)";

    /// <summary>The text of a refusal for which the model gave no reason.</summary>
    public const string NoReason = "(no reason)";

    private const int BadRequest = 400;

    private volatile bool _takesNoTemperature;

    /// <summary>
    /// Asks a question. If the model does not support a temperature, it is asked again without one, as in all later calls. A content filter
    /// is a refusal, whether it is reported as the end of an answer or as HTTP 400.
    /// </summary>
    /// <param name="body">The request body, without the temperature.</param>
    /// <param name="question">The question, with the temperature.</param>
    /// <param name="send">Sends a body.</param>
    /// <param name="read">Parses the response.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="TextModelException">There was no answer, or it cannot be parsed.</exception>
    public async Task<TextAnswer> AskAsync(
        JsonObject body,
        TextQuestion question,
        Func<BinaryContent, RequestOptions, Task<ClientResult>> send,
        Func<BinaryData, TextAnswer> read,
        CancellationToken cancellationToken)
    {
        // Without an address the package would call OpenAI, with the key of another service.
        if (target.Rest is null) throw new TextModelException($"the address of {endpoint} cannot be told from {target.ShownRealtime}");
        if (question.Temperature is double temperature && !_takesNoTemperature) body["temperature"] = temperature;
        try
        {
            return Read(await PostAsync(body, question, send, cancellationToken), read);
        }
        catch (ClientResultException exception) when (body.ContainsKey("temperature") && IsAboutTemperature(exception))
        {
            _takesNoTemperature = true;
            return await AskAsync((JsonObject)body.DeepClone(), question with { Temperature = null }, send, read, cancellationToken);
        }
        catch (ClientResultException exception) when (IsFilter(exception))
        {
            return new TextAnswer("", Filtered, "", "", new TokenUsage());
        }
        catch (Exception exception) when (OpenAIFailure.Is(exception, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new TextModelException(OpenAIFailure.Describe(exception, endpoint, target), exception)
            {
                Code = OpenAIFailure.CodeOf(exception),
            };
        }
    }

    private TextAnswer Read(BinaryData content, Func<BinaryData, TextAnswer> read)
    {
        try
        {
            return read(content);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            var unreadable = new JsonException(exception.Message, exception);
            throw new TextModelException(OpenAIFailure.Describe(unreadable, endpoint, target), exception);
        }
    }

    private static async Task<BinaryData> PostAsync(
        JsonObject body,
        TextQuestion question,
        Func<BinaryContent, RequestOptions, Task<ClientResult>> send,
        CancellationToken cancellationToken)
    {
        if (question.Temperature is null) body.Remove("temperature");
        using var content = BinaryContent.Create(BinaryData.FromString(body.ToJsonString()));
        ClientResult result = await send(content, OpenAIConnection.Request(question.ClientRequestId, cancellationToken));
        return result.GetRawResponse().Content;
    }

    private static bool IsAboutTemperature(ClientResultException exception) =>
        Says(exception, static error => error["param"]?.ToString() == "temperature");

    /// <summary>Whether a content filter rejected the question; Azure reports that in one of two places.</summary>
    private static bool IsFilter(ClientResultException exception) => Says(
        exception,
        static error => error["code"]?.ToString() == "content_filter"
            || (error["innererror"] as JsonObject)?["code"]?.ToString() == "ResponsibleAIPolicyViolation");

    /// <summary>Whether the error of a bad request meets a condition. JSON nodes are parsed lazily, so the condition may throw.</summary>
    private static bool Says(ClientResultException exception, Func<JsonObject, bool> isSaid)
    {
        if (exception.Status != BadRequest || exception.GetRawResponse()?.Content is not BinaryData content) return false;
        try
        {
            return (JsonNode.Parse(content) as JsonObject)?["error"] is JsonObject error && isSaid(error);
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }
}
