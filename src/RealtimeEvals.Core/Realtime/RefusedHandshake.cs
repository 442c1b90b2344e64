using System.Net;
using System.Text;
using System.Text.Json;
using RealtimeEvals.Messages;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Realtime;

/// <summary>An HTTP response to a WebSocket handshake that was refused.</summary>
internal sealed record RefusedHandshake(HttpStatusCode Status, string MediaType, string Body, TimeSpan? RetryAfter, string RequestId)
{
    public RealtimeException ToException(Redactor redactor, Exception cause)
    {
        // Redact before cutting: half of a key is a secret too.
        (string code, string said) = ReadError(redactor.Redact(Body));
        string request = RequestId.Length > 0 ? $" (request {redactor.Redact(RequestId)})" : "";
        string wait = RetryAfter > TimeSpan.Zero
            ? FormattableString.Invariant($"; it asks to wait {RetryAfter.Value.TotalSeconds:0.###} s")
            : "";
        string message = FormattableString.Invariant($"HTTP {(int)Status} {Status}: {said}{request}{wait}");
        return new RealtimeException(FailureStage.Handshake, message, cause)
        {
            Code = code,
            RetryAfter = RetryAfter,
            IsRateLimited = Status == HttpStatusCode.TooManyRequests && !FatalCode.Is(code),
            IsTransient = (Status == HttpStatusCode.TooManyRequests && !FatalCode.Is(code))
                || Status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout,
        };
    }

    /// <summary>Returns code and message of the service's error object, or else the text of the body.</summary>
    private (string Code, string Said) ReadError(string body)
    {
        try
        {
            JsonElement error = EventJson.Field(Encoding.UTF8.GetBytes(body), "error");
            if (error.ValueKind != JsonValueKind.Undefined) return (EventJson.Text(error, "code"), EventJson.DescribeError(error));
        }
        catch (JsonException)
        {
            // Not the service's error format; quoted below.
        }

        string kind = MediaType.Length > 0 ? MediaType : "no content type";
        return ("", $"the server answered with {kind} instead of a WebSocket: {VisibleText.Start(body).ReplaceLineEndings(" ").Trim()}");
    }
}
