using System.Net;
using System.Text.Json;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>Writes HTTP answers.</summary>
internal static class HttpReply
{
    /// <summary>The code for an object or a path that is not there.</summary>
    public const string NotFound = "not_found";

    /// <summary>Answers with the service's error object.</summary>
    public static Task ErrorAsync(
        HttpListenerContext context,
        HttpStatusCode status,
        string code,
        string message,
        CancellationToken cancellationToken,
        string? param = null)
    {
        string type = (int)status >= 500 ? "server_error" : "invalid_request_error";
        return JsonAsync(context, status, new { error = new { message, type, param, code } }, cancellationToken);
    }

    /// <summary>Answers a request that the service would refuse: 404 for what is not there, 400 for anything else.</summary>
    public static Task RefusalAsync(HttpListenerContext context, ProtocolException refusal, CancellationToken cancellationToken)
    {
        HttpStatusCode status = refusal.Code is NotFound || refusal.Code == CodeOf((int)HttpStatusCode.NotFound)
            ? HttpStatusCode.NotFound
            : HttpStatusCode.BadRequest;
        return ErrorAsync(context, status, refusal.Code, refusal.Message, cancellationToken, refusal.Param);
    }

    /// <summary>Answers a request to a path that is not there.</summary>
    public static Task UnknownPathAsync(HttpListenerContext context, CancellationToken cancellationToken) =>
        ErrorAsync(
            context,
            HttpStatusCode.NotFound,
            NotFound,
            $"Invalid URL ({context.Request.HttpMethod} {context.Request.Url?.AbsolutePath}).",
            cancellationToken);

    /// <summary>Answers with JSON.</summary>
    public static Task JsonAsync(HttpListenerContext context, HttpStatusCode status, object content, CancellationToken cancellationToken) =>
        BytesAsync(context, status, "application/json", JsonSerializer.SerializeToUtf8Bytes(content), cancellationToken);

    /// <summary>Answers with bytes.</summary>
    public static async Task BytesAsync(
        HttpListenerContext context,
        HttpStatusCode status,
        string mediaType,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken)
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = mediaType;
        context.Response.ContentLength64 = content.Length;
        await context.Response.OutputStream.WriteAsync(content, cancellationToken);
        context.Response.Close();
    }

    /// <summary>The service's error code for a status.</summary>
    public static string CodeOf(int status) => status switch
    {
        401 => "invalid_api_key",
        403 => "forbidden",
        404 => "model_not_found",
        429 => "rate_limit_exceeded",
        >= 500 => "server_error",
        _ => "invalid_request",
    };
}
