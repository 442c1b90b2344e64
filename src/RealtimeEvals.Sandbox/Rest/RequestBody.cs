using System.Net;
using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Sandbox.Validation;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>Reads the bodies of requests.</summary>
internal static class RequestBody
{
    private const int BytesPerMiB = 1024 * 1024;
    private const int PartBytes = 64 * 1024;

    /// <summary>Reads a whole body.</summary>
    /// <exception cref="ProtocolException">The body is too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpListenerRequest request, int maximumBytes, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        byte[] part = new byte[PartBytes];
        long total = 0;
        int read;

        // Excess data is read and dropped, since a client that is still sending would not see the response.
        while ((read = await request.InputStream.ReadAsync(part, cancellationToken)) > 0)
        {
            total += read;
            if (total <= maximumBytes) body.Write(part, 0, read);
        }

        if (total > maximumBytes)
        {
            throw new ProtocolException(
                "invalid_request", FormattableString.Invariant($"The body is larger than {maximumBytes / BytesPerMiB} MiB."));
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    /// <summary>Reads a JSON body.</summary>
    /// <exception cref="ProtocolException">The body is too large or not JSON.</exception>
    public static async Task<JsonDocument> ReadJsonAsync(HttpListenerRequest request, int maximumBytes, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> body = await ReadAsync(request, maximumBytes, cancellationToken);
        try
        {
            return JsonDocument.Parse(body, StrictJson.Options);
        }
        catch (JsonException exception)
        {
            throw new ProtocolException("invalid_request", $"The body is not valid JSON: {exception.Message}");
        }
    }

    /// <summary>Reads a JSON body and converts it.</summary>
    /// <param name="request">The request to read.</param>
    /// <param name="maximumBytes">The maximum size of the body in bytes.</param>
    /// <param name="understand">Validates and converts the JSON.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="ProtocolException">The body is too large, is not JSON, or would be rejected by the service.</exception>
    public static async Task<T> ReadJsonAsync<T>(
        HttpListenerRequest request, int maximumBytes, Func<JsonElement, T> understand, CancellationToken cancellationToken)
    {
        using JsonDocument body = await ReadJsonAsync(request, maximumBytes, cancellationToken);
        try
        {
            return understand(body.RootElement.Clone());
        }
        catch (InvalidOperationException exception)
        {
            // The JSON has invalid text: half of a surrogate pair, or bytes that are not UTF-8.
            throw new ProtocolException("invalid_request", $"The body cannot be read: {exception.Message}");
        }
    }
}
