using System.Text;

namespace RealtimeEvals.Realtime;

/// <summary>Keeps the body of a refused handshake, which the socket itself discards.</summary>
internal sealed class HandshakeBodyHandler(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    internal const int MaximumBodyBytes = 64 * 1024;

    /// <summary>The refused handshake: status, headers and the start of the body; null when there was none.</summary>
    public RefusedHandshake? Refused { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != System.Net.HttpStatusCode.SwitchingProtocols) Refused = await ReadAsync(response, cancellationToken);
        return response;
    }

    private async Task<RefusedHandshake> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        return new RefusedHandshake(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType ?? "",
            await ReadStartAsync(response.Content, cancellationToken),
            ServerWait.Read(response.Headers, time.GetUtcNow()),
            response.Headers.TryGetValues("x-request-id", out IEnumerable<string>? ids) ? ids.First() : "");
    }

    /// <summary>Reads as much of the body as arrives in time. Without a body the status alone is reported.</summary>
    private static async Task<string> ReadStartAsync(HttpContent content, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[MaximumBodyBytes];
        int length = 0;
        try
        {
            await using Stream body = await content.ReadAsStreamAsync(cancellationToken);
            while (length < buffer.Length && await body.ReadAsync(buffer.AsMemory(length), cancellationToken) is > 0 and int count)
            {
                length += count;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The body is incomplete or does not end; what was read so far is quoted.
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
