using System.Net;
using System.Text.RegularExpressions;

namespace RealtimeEvals.Tests.Support;

/// <summary>A browser that came with the address of a dashboard: it has the cookie, and the antiforgery token of the page.</summary>
public sealed class BrowserVisit : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly SocketsHttpHandler _handler;

    private BrowserVisit(Uri baseAddress)
    {
        _handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true, CookieContainer = Cookies };
        Client = new HttpClient(new WatchedAnswers(_handler)) { BaseAddress = baseAddress };
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>Sends the cookie with every request, and follows no redirect.</summary>
    public HttpClient Client { get; }

    /// <summary>The antiforgery token of the page.</summary>
    public string FormToken { get; private set; } = "";

    public static async Task<BrowserVisit> ComeAsync(RunningDashboard dashboard)
    {
        var visit = new BrowserVisit(dashboard.BaseAddress);
        using HttpResponseMessage welcome = await visit.Client.GetAsync(dashboard.Address);
        using HttpResponseMessage page = await visit.Client.GetAsync(welcome.Headers.Location);
        string html = await page.Content.ReadAsStringAsync();
        visit.FormToken = Regex.Match(html, "<meta name=\"csrf-token\" content=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, Limit)
            .Groups["token"].Value;
        return visit;
    }

    /// <summary>Sends a form of a page, with its antiforgery token.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        PostAsync(path, FormToken, fields);

    /// <summary>Sends a form with another antiforgery token.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, string formToken, params (string Name, string Value)[] fields) =>
        Client.PostAsync(path, new FormUrlEncodedContent(
            fields.Select(field => KeyValuePair.Create(field.Name, field.Value))
                .Append(KeyValuePair.Create("__RequestVerificationToken", formToken))));

    public void Dispose()
    {
        Client.Dispose();
        _handler.Dispose();
    }
}
