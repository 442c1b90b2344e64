using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RealtimeEvals.Dashboard.Hosting;
using RealtimeEvals.Json;

namespace RealtimeEvals.Dashboard.Answers;

/// <summary>Reads the bodies of requests.</summary>
internal static class BodyReader
{
    /// <summary>The largest body, in bytes: that of the benchmark platform of vCDR.</summary>
    public const int MaximumBytes = 50 * 1024 * 1024;

    /// <summary>Returns the body as strict JSON.</summary>
    /// <exception cref="RefusedException">It is of another type, or no strict JSON.</exception>
    /// <exception cref="BadHttpRequestException">It is too large.</exception>
    public static async Task<JsonElement> ReadJsonAsync(HttpRequest request)
    {
        if (!request.HasJsonContentType())
        {
            throw new RefusedException(
                StatusCodes.Status415UnsupportedMediaType, "The body must be JSON, with the header Content-Type: application/json.");
        }

        ReadOnlyMemory<byte> body = await ReadAsync(request);
        try
        {
            return StrictJson.Parse(body);
        }
        catch (JsonException exception)
        {
            throw new RefusedException(StatusCodes.Status400BadRequest, $"The body is no strict JSON: {exception.Message}");
        }
    }

    /// <summary>Returns the fields of a form.</summary>
    /// <exception cref="RefusedException">It is no form, or one that cannot be read.</exception>
    /// <exception cref="BadHttpRequestException">It is too large.</exception>
    public static async Task<IFormCollection> ReadFormAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            throw new RefusedException(StatusCodes.Status415UnsupportedMediaType, "The body must be a form, as the pages send it.");
        }

        try
        {
            return await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new RefusedException(StatusCodes.Status400BadRequest, $"The form cannot be read: {exception.Message}");
        }
    }

    /// <summary>Returns the body as it is.</summary>
    /// <exception cref="BadHttpRequestException">It is too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
