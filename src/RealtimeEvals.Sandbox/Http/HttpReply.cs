using System.Net;
using System.Text.Json;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Http;

internal static class HttpReply
{
    /// <summary>The error code for an object or a path that does not exist.</summary>
    public const string NotFound = "not_found";

    /// <summary>Writes the service's error object.</summary>
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

    /// <summary>Writes the response to a request that the service would reject: 404 for a missing object, 400 for anything else.</summary>
    public static Task RefusalAsync(HttpListenerContext context, ProtocolException refusal, CancellationToken cancellationToken)
    {
        HttpStatusCode status = refusal.Code is NotFound || refusal.Code == CodeOf((int)HttpStatusCode.NotFound)
            ? HttpStatusCode.NotFound
            : HttpStatusCode.BadRequest;
        return ErrorAsync(context, status, refusal.Code, refusal.Message, cancellationToken, refusal.Param);
    }

    /// <summary>Writes the response for an unknown path.</summary>
    public static Task UnknownPathAsync(HttpListenerContext context, CancellationToken cancellationToken) =>
        ErrorAsync(
            context,
            HttpStatusCode.NotFound,
            NotFound,
            $"Invalid URL ({context.Request.HttpMethod} {context.Request.Url?.AbsolutePath}).",
            cancellationToken);

    public static Task JsonAsync(HttpListenerContext context, HttpStatusCode status, object content, CancellationToken cancellationToken) =>
        BytesAsync(context, status, "application/json", JsonSerializer.SerializeToUtf8Bytes(content), cancellationToken);

    public static async Task BytesAsync(
        HttpListenerContext context,
        HttpStatusCode status,
        string mediaType,
        ReadOnlyMemory<byte> content,
        CancellationToken cancellationToken)
    {
        // A client that is still sending would see a broken connection instead of the response.
        await context.Request.InputStream.CopyToAsync(Stream.Null, cancellationToken);
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = mediaType;
        context.Response.ContentLength64 = content.Length;
        await context.Response.OutputStream.WriteAsync(content, cancellationToken);
        context.Response.Close();
    }

    /// <summary>Returns the service's error code for a status.</summary>
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
