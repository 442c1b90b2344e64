using System.Globalization;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Adapters;

/// <summary>Takes the answers of a REST endpoint whole, and none that is longer than allowed.</summary>
internal sealed class LimitedBodies(HttpMessageHandler inner, int maximum) : DelegatingHandler(inner)
{
    /// <summary>The most bytes of an answer in JSON.</summary>
    public const int MaximumJsonBytes = 16 * 1024 * 1024;

    /// <summary>The most bytes of synthesized speech: 23 minutes.</summary>
    public const int MaximumSpeechBytes = 64 * 1024 * 1024;

    /// <summary>A client that takes no longer answer.</summary>
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

    /// <summary>An answer was too long.</summary>
    internal sealed class TooLargeException(int maximum)
        : IOException(string.Create(CultureInfo.InvariantCulture, $"the answer has more than {maximum} bytes."));
}
