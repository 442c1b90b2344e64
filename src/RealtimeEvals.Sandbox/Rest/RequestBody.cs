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
    /// <exception cref="ProtocolException">It is too large.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpListenerRequest request, int maximumBytes, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        byte[] part = new byte[PartBytes];
        long total = 0;
        int read;

        // What is too much is taken and thrown away: a client that is still sending would not see the answer.
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

    /// <summary>Reads a body of JSON.</summary>
    /// <exception cref="ProtocolException">It is too large, or not JSON.</exception>
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

    /// <summary>Reads a body of JSON and makes something of it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maximumBytes">The most that is taken.</param>
    /// <param name="understand">Checks the JSON and reads it.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="ProtocolException">It is too large, not JSON, or not what the service would take.</exception>
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
            // JSON whose text is none: half of a surrogate pair, or bytes that are not UTF-8.
            throw new ProtocolException("invalid_request", $"The body cannot be read: {exception.Message}");
        }
    }
}
