using System.ClientModel;
using System.Text.Json;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Adapters;

/// <summary>What goes wrong between the OpenAI package and a service.</summary>
internal static class OpenAIFailure
{
    /// <summary>
    /// Whether an exception means that no answer came back. A cancellation that nobody asked for is a time limit of the package.
    /// </summary>
    /// <param name="exception">The exception.</param>
    /// <param name="cancellationToken">What would have asked for a cancellation.</param>
    public static bool Is(Exception exception, CancellationToken cancellationToken) => exception is OperationCanceledException
        ? !cancellationToken.IsCancellationRequested
        : exception is ClientResultException or HttpRequestException or IOException or AggregateException or JsonException;

    /// <summary>The failure in one line, with the service's own words where it sent any.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="endpoint">What was asked, such as "the speech endpoint".</param>
    /// <param name="target">Where it was asked.</param>
    public static string Describe(Exception exception, string endpoint, ServiceTarget target)
    {
        // After the last attempt the package throws all of them together; the last says why it gave up.
        Exception cause = exception is AggregateException { InnerExceptions: [.., Exception last] } ? last : exception;
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

    /// <summary>Whether a service said that it does not have the model: by its code, or by a 404.</summary>
    public static bool IsModelMissing(Exception exception)
    {
        if (exception is not ClientResultException refused) return false;
        string body = refused.GetRawResponse()?.Content.ToString() ?? "";
        return refused.Status == 404 || (refused.Status == 400 && body.Contains("model_not_found", StringComparison.Ordinal));
    }

    /// <summary>A text without line breaks.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
