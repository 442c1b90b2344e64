using System.ClientModel;
using System.Net;
using System.Text.Json;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Adapters;

/// <summary>Interprets exceptions of the OpenAI package.</summary>
internal static class OpenAIFailure
{
    /// <summary>Whether an exception means that there is no answer. An unrequested cancellation is a time limit of the package.</summary>
    /// <param name="exception">The exception of the package.</param>
    /// <param name="cancellationToken">The token that the caller can cancel.</param>
    public static bool Is(Exception exception, CancellationToken cancellationToken) => exception is OperationCanceledException
        ? !cancellationToken.IsCancellationRequested
        : exception is ClientResultException or HttpRequestException or IOException or AggregateException or JsonException;

    /// <summary>Describes a failure in one line, with the service's own words if it sent any.</summary>
    /// <param name="exception">The exception of the package.</param>
    /// <param name="endpoint">The name of the endpoint, such as "the speech endpoint".</param>
    /// <param name="target">The service that was called.</param>
    public static string Describe(Exception exception, string endpoint, ServiceTarget target)
    {
        Exception cause = CauseOf(exception);
        string said = OneLine(cause.Message);
        string description = cause switch
        {
            ClientResultException { Status: > 0 } => $"{endpoint} refused: {said}",
            LimitedBodies.TooLargeException => $"{endpoint} sent too much: {said}",
            JsonException => $"{endpoint} sent what cannot be read: {said}",
            _ => $"{endpoint} at {target.Rest?.Host} could not be reached: {said}",
        };
        return target.Redactor.Redact(description);
    }

    /// <summary>Whether a service reported that it does not have the model, by its code or a 404.</summary>
    public static bool IsModelMissing(Exception exception)
    {
        if (CauseOf(exception) is not ClientResultException refused) return false;
        string body = refused.GetRawResponse()?.Content.ToString() ?? "";
        return refused.Status == 404 || (refused.Status == 400 && body.Contains("model_not_found", StringComparison.Ordinal));
    }

    /// <summary>The error code of the service; a refused key has one even when the service names none. Empty when there is none.</summary>
    public static string CodeOf(Exception exception)
    {
        if (CauseOf(exception) is not ClientResultException refused) return "";
        string code = ReadCode(refused.GetRawResponse()?.Content.ToString() ?? "");
        return code.Length == 0 && refused.Status == (int)HttpStatusCode.Unauthorized ? "invalid_api_key" : code;
    }

    private static string ReadCode(string body)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            return answer.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty("code", out JsonElement code) && code.ValueKind == JsonValueKind.String ? code.GetString()! : "";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or half a character.
            return "";
        }
    }

    /// <summary>After the last attempt the package throws all failures together; the last one says why it gave up.</summary>
    private static Exception CauseOf(Exception exception) =>
        exception is AggregateException { InnerExceptions: [.., Exception last] } ? last : exception;

    /// <summary>Collapses all white space to single spaces.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
