using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace RealtimeEvals.Dashboard.Answers;

/// <summary>JSON with an entity tag: who has it already is told so, and gets no body.</summary>
internal static class Fresh
{
    /// <summary>Returns the answer.</summary>
    /// <param name="value">What is answered.</param>
    /// <param name="format">How it is written.</param>
    public static IResult Json<T>(T value, JsonSerializerOptions format) =>
        Bytes(JsonSerializer.SerializeToUtf8Bytes(value, format), "application/json; charset=utf-8");

    /// <summary>Returns the answer.</summary>
    /// <param name="content">What is answered.</param>
    /// <param name="contentType">Its type.</param>
    /// <param name="isLasting">Whether the address changes with the content, so that it may be kept.</param>
    public static IResult Bytes(byte[] content, string contentType, bool isLasting = false) =>
        new FreshResult(content, contentType, isLasting);

    private sealed class FreshResult(byte[] content, string contentType, bool isLasting) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            HttpResponse response = httpContext.Response;
            response.Headers[HeaderNames.CacheControl] = isLasting ? "max-age=31536000, immutable" : "no-cache";
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16))}\"");
            return TypedResults.Bytes(content, contentType, entityTag: tag).ExecuteAsync(httpContext);
        }
    }
}
