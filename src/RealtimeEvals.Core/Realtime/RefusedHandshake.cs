using System.Net;
using System.Text.Json;

namespace RealtimeEvals.Realtime;

/// <summary>An HTTP answer where a WebSocket was expected.</summary>
internal sealed record RefusedHandshake(HttpStatusCode Status, string MediaType, string Body, TimeSpan? RetryAfter, string RequestId)
{
    private const int QuotedCharacters = 200;

    public RealtimeException ToException(Exception cause)
    {
        (string code, string said) = ReadError();
        string request = RequestId.Length > 0 ? $" (request {RequestId})" : "";
        return new RealtimeException(FailureStage.Handshake, FormattableString.Invariant($"HTTP {(int)Status} {Status}: {said}{request}"), cause)
        {
            Code = code,
            RetryAfter = RetryAfter,
            IsTransient = Status is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout,
        };
    }

    /// <summary>The error object of the service, or what else stands in the body.</summary>
    private (string Code, string Said) ReadError()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("error", out JsonElement error))
                return (EventJson.Text(error, "code"), EventJson.DescribeError(error));
        }
        catch (JsonException)
        {
            // Not the service's error format; quoted below.
        }

        string start = Body.Length > QuotedCharacters ? Body[..QuotedCharacters] + "..." : Body;
        string kind = MediaType.Length > 0 ? MediaType : "no content type";
        return ("", $"the server answered with {kind} instead of a WebSocket: {start.ReplaceLineEndings(" ").Trim()}");
    }
}
