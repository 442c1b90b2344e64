using System.Net;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>Requests that another site made a browser send, and those that a form of ours did not make.</summary>
[Collection(typeof(SharedDashboard))]
public sealed class CrossSiteTests(DashboardFixture fixture)
{
    private static readonly (string Method, string Path)[] Asked =
    [
        ("GET", "/api/prompts"), ("POST", "/api/v1/runs"), ("GET", "/results"), ("GET", "/token"), ("POST", "/start"),
        ("GET", "/api/v1/events"),
    ];

    private RunningDashboard Dashboard => fixture.Dashboard;

    public static TheoryData<string, string> Changes => new()
    {
        { "POST", "/start" }, { "POST", "/results/x/end" }, { "POST", "/results/x/resume" },
        { "POST", "/results/x/tests" }, { "POST", "/results/x/quality" }, { "POST", "/results/x/quality/questions" },
        { "POST", "/api/benchmark-runs" }, { "PUT", "/api/benchmark-runs/x" }, { "POST", "/api/benchmark-runs/x/metrics" },
        { "POST", "/api/benchmark-runs/x/tests" }, { "POST", "/session" }, { "POST", "/api/session-config" },
        { "POST", "/api/test-vcdr-integration" }, { "POST", "/api/v1/runs" }, { "POST", "/api/v1/plans" }, { "POST", "/api/v1/runs/x/end" },
        { "POST", "/api/v1/runs/x/resume" }, { "POST", "/api/v1/runs/x/cases/y/tests" }, { "POST", "/api/v1/runs/x/cases/y/metrics" },
    };

    [Theory(Timeout = 300_000)]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://127.0.0.1")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "https://{host}")]
    [InlineData("Origin", "http://{host}.evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Request_of_another_site_is_refused_even_with_the_token(string header, string value)
    {
        foreach ((string method, string path) in Asked)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.TryAddWithoutValidation(header, value.Replace("{host}", Dashboard.Host, StringComparison.Ordinal));

            Assert.Equal(HttpStatusCode.Forbidden, await Dashboard.Program.SendAsync(request).StatusAsync());
        }
    }

    [Theory(Timeout = 300_000)]
    [InlineData("GET", "navigate", HttpStatusCode.OK)]
    [InlineData("GET", "no-cors", HttpStatusCode.Forbidden)]
    [InlineData("GET", "cors", HttpStatusCode.Forbidden)]
    [InlineData("POST", "navigate", HttpStatusCode.Forbidden)]
    public async Task Link_of_another_site_may_lead_to_a_page_and_nothing_else(string method, string mode, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/results");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "cross-site");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Mode", mode);

        Assert.Equal(status, await Dashboard.Program.SendAsync(request).StatusAsync());
    }

    [Fact(Timeout = 300_000)]
    public async Task Request_of_our_own_pages_is_let_in()
    {
        using BrowserVisit visit = await Dashboard.VisitAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/benchmark-runs");
        request.Headers.TryAddWithoutValidation("Origin", $"http://{Dashboard.Host}");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        request.Headers.TryAddWithoutValidation("X-CSRF-Token", visit.FormToken);

        await visit.Client.SendAsync(request).JsonAsync();
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Changes))]
    public async Task Change_by_the_cookie_alone_is_refused(string method, string path)
    {
        using BrowserVisit visit = await Dashboard.VisitAsync();
        using BrowserVisit other = await Dashboard.VisitAsync();
        foreach (string wrong in new[] { "", "x", $"{visit.FormToken}x", other.FormToken, Dashboard.Token })
        {
            using var form = new HttpRequestMessage(new HttpMethod(method), path)
            {
                Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", wrong)]),
            };
            using var json = new HttpRequestMessage(new HttpMethod(method), path)
            {
                Content = new StringContent("{}", System.Text.Encoding.UTF8, "application/json"),
            };
            json.Headers.TryAddWithoutValidation("X-CSRF-Token", wrong);

            Assert.Equal(HttpStatusCode.Forbidden, await visit.Client.SendAsync(form).StatusAsync());
            Assert.Equal(HttpStatusCode.Forbidden, await visit.Client.SendAsync(json).StatusAsync());
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Form_of_our_own_page_is_taken()
    {
        using BrowserVisit visit = await Dashboard.VisitAsync();

        string page = await visit.PostAsync("/start", ("interviewer", "nobody-here"), ("participant", "patient-participant"))
            .PageAsync(HttpStatusCode.BadRequest);

        Assert.Contains("nobody-here", page, StringComparison.Ordinal);
    }
}
