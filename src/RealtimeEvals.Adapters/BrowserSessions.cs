using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using RealtimeEvals.Messages;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Adapters;

/// <summary>Opens realtime sessions for browsers, which get a secret of their own and never the key.</summary>
/// <param name="target">The service.</param>
/// <param name="time">The clock.</param>
public sealed class BrowserSessions(ServiceTarget target, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks for a secret that opens one session, and returns the service's answer.</summary>
    /// <param name="session">The configuration of the session.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="EvalException"><c>ServiceRefused</c>: the service gave none.</exception>
    public Task<string> MintAsync(JsonObject session, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["session"] = session };
        return SendAsync(
            "realtime/client_secrets", () => new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"), cancellationToken);
    }

    /// <summary>Hands a browser's offer of a WebRTC call to the service, and returns its answer.</summary>
    /// <param name="offer">The offer, as SDP.</param>
    /// <param name="session">The configuration of the session.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="EvalException"><c>ServiceRefused</c>: the service took no call.</exception>
    public Task<string> CallAsync(string offer, JsonObject session, CancellationToken cancellationToken) => SendAsync(
        "realtime/calls",
        () => new MultipartFormDataContent
        {
            { new StringContent(offer, Encoding.UTF8, "application/sdp"), "sdp" },
            { new StringContent(session.ToJsonString(), Encoding.UTF8, "application/json"), "session" },
        },
        cancellationToken);

    private async Task<string> SendAsync(string place, Func<HttpContent> content, CancellationToken cancellationToken)
    {
        if (target.Rest is not Uri rest) throw Refused(place, "its address cannot be told from the realtime endpoint");
        using HttpClient http = LimitedBodies.CreateClient(LimitedBodies.MaximumJsonBytes);
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using HttpRequestMessage request = Create(rest, place, content());
            using HttpResponseMessage response = await http.SendAsync(request, either.Token);
            string text = await response.Content.ReadAsStringAsync(either.Token);
            return response.IsSuccessStatusCode
                ? text
                : throw Refused(place, FormattableString.Invariant($"HTTP {(int)response.StatusCode}: {text}"));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw Refused(place, exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Refused(place, FormattableString.Invariant($"no answer within {Patience.TotalSeconds} s"));
        }
    }

    private HttpRequestMessage Create(Uri rest, string place, HttpContent content)
    {
        Uri address = new UriBuilder(rest) { Path = $"{rest.AbsolutePath.TrimEnd('/')}/{place}" }.Uri;
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        if (target.Key is not { } key) return request;
        if (target.Scheme == AuthenticationScheme.ApiKeyHeader) request.Headers.Add("api-key", key.Reveal());
        else request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Reveal());
        return request;
    }

    private EvalException Refused(string place, string why) =>
        EvalErrors.ServiceRefused(place, VisibleText.Start(target.Redactor.Redact(OpenAIFailure.OneLine(why))));
}
