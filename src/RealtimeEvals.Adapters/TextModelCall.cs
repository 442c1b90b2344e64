using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.TextModels;

namespace RealtimeEvals.Adapters;

/// <summary>One question to a text model over HTTP, whatever its protocol.</summary>
/// <param name="target">The service.</param>
/// <param name="endpoint">What is asked, such as "the Responses endpoint".</param>
internal sealed class TextModelCall(ServiceTarget target, string endpoint)
{
    /// <summary>What stands for the words of a refusal where the service held the answer back.</summary>
    public const string Filtered = "(filtered)";

    /// <summary>What stands for them where the model gave none.</summary>
    public const string NoReason = "(no reason)";

    private const int BadRequest = 400;

    private volatile bool _takesNoTemperature;

    /// <summary>
    /// Asks a question. A model that takes no temperature is asked without one, then and from there on. A content filter is a refusal,
    /// whether the service tells it as the end of an answer or as HTTP 400.
    /// </summary>
    /// <param name="body">The body without the temperature.</param>
    /// <param name="question">The question.</param>
    /// <param name="send">Sends a body.</param>
    /// <param name="read">Reads what came back.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TextModelException">No answer came back, or one that cannot be read.</exception>
    public async Task<TextAnswer> AskAsync(
        JsonObject body,
        TextQuestion question,
        Func<BinaryContent, RequestOptions, Task<ClientResult>> send,
        Func<BinaryData, TextAnswer> read,
        CancellationToken cancellationToken)
    {
        // Without an address the package would ask OpenAI, with the key of another service.
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
            throw new TextModelException(OpenAIFailure.Describe(exception, endpoint, target), exception);
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

    /// <summary>Whether a service held the question back; Azure says so in either of two places.</summary>
    private static bool IsFilter(ClientResultException exception) => Says(
        exception,
        static error => error["code"]?.ToString() == "content_filter"
            || (error["innererror"] as JsonObject)?["code"]?.ToString() == "ResponsibleAIPolicyViolation");

    /// <summary>
    /// Whether a service says something of a bad request. Nodes are read when they are asked for, so that this may fail too.
    /// </summary>
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
