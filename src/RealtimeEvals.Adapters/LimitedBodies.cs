using System.Globalization;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Adapters;

/// <summary>Buffers the responses of a REST endpoint and rejects those that are too long.</summary>
internal sealed class LimitedBodies(HttpMessageHandler inner, int maximum) : DelegatingHandler(inner)
{
    /// <summary>Maximum size of a JSON response in bytes.</summary>
    public const int MaximumJsonBytes = 16 * 1024 * 1024;

    /// <summary>Maximum size of synthesized speech in bytes: 23 minutes.</summary>
    public const int MaximumSpeechBytes = 64 * 1024 * 1024;

    /// <summary>Creates a client that rejects longer responses.</summary>
    public static HttpClient CreateClient(int maximum) => ServiceHttp.CreateClient(inner => new LimitedBodies(inner, maximum));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        try
        {
            using HttpContent endless = response.Content;
            response.Content = await TakeAsync(endless, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<HttpContent> TakeAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > maximum) throw new TooLargeException(maximum);
        var taken = new MemoryStream((int)(content.Headers.ContentLength ?? 0));
        byte[] buffer = new byte[81_920];
        await using Stream stream = await content.ReadAsStreamAsync(cancellationToken);
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and int count)
        {
            if (taken.Length + count > maximum) throw new TooLargeException(maximum);
            taken.Write(buffer, 0, count);
        }

        var whole = new ByteArrayContent(taken.GetBuffer(), 0, (int)taken.Length);
        foreach ((string name, var values) in content.Headers.NonValidated) whole.Headers.TryAddWithoutValidation(name, values);
        return whole;
    }

    /// <summary>Thrown when a response is too long.</summary>
    internal sealed class TooLargeException(int maximum)
        : IOException(string.Create(CultureInfo.InvariantCulture, $"the answer has more than {maximum} bytes."));
}
