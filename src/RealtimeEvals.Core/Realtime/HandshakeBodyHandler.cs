namespace RealtimeEvals.Realtime;

/// <summary>Keeps the body of a handshake that the server did not accept, which the socket itself throws away.</summary>
internal sealed class HandshakeBodyHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MaximumBodyBytes = 64 * 1024;

    /// <summary>The refused answer: status, headers and the start of the body; null when there was none.</summary>
    public RefusedHandshake? Refused { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != System.Net.HttpStatusCode.SwitchingProtocols) Refused = await ReadAsync(response, cancellationToken);
        return response;
    }

    private static async Task<RefusedHandshake> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[MaximumBodyBytes];
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        int length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return new RefusedHandshake(
            response.StatusCode,
            response.Content.Headers.ContentType?.MediaType ?? "",
            System.Text.Encoding.UTF8.GetString(buffer, 0, length),
            response.Headers.RetryAfter?.Delta,
            response.Headers.TryGetValues("x-request-id", out IEnumerable<string>? ids) ? ids.First() : "");
    }
}
