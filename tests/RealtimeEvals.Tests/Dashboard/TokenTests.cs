using System.Net;
using System.Net.Http.Headers;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>Who has no token sees nothing but style and scripts.</summary>
[Collection(typeof(SharedDashboard))]
public sealed class TokenTests(DashboardFixture fixture)
{
    private RunningDashboard Dashboard => fixture.Dashboard;

    [Theory(Timeout = 300_000)]
    [InlineData("GET", "/")]
    [InlineData("GET", "/results")]
    [InlineData("GET", "/results/x/files/y")]
    [InlineData("GET", "/compare")]
    [InlineData("GET", "/gates")]
    [InlineData("GET", "/pulse")]
    [InlineData("GET", "/plan")]
    [InlineData("POST", "/start")]
    [InlineData("POST", "/results/x/end")]
    [InlineData("GET", "/nothing")]
    [InlineData("POST", "/assets/x")]
    [InlineData("GET", "/Assets/x")]
    [InlineData("GET", "/assetsx")]
    public async Task Page_without_a_token_is_refused(string method, string path)
    {
        string page = await Dashboard.Stranger.SendAsync(method, path).PageAsync(HttpStatusCode.Unauthorized);

        Assert.DoesNotContain(Dashboard.Token, page, StringComparison.Ordinal);
        Assert.DoesNotContain(fixture.Folder, page, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("GET", "/api/benchmark-runs")]
    [InlineData("POST", "/api/benchmark-runs")]
    [InlineData("PUT", "/api/benchmark-runs/x")]
    [InlineData("GET", "/api/prompts")]
    [InlineData("GET", "/token")]
    [InlineData("POST", "/session")]
    [InlineData("GET", "/api/openai-key")]
    [InlineData("GET", "/API/prompts")]
    [InlineData("OPTIONS", "/api/prompts")]
    public async Task Route_of_the_platform_without_a_token_is_refused(string method, string path) =>
        await Dashboard.Stranger.SendAsync(method, path).ErrorAsync(HttpStatusCode.Unauthorized);

    [Theory(Timeout = 300_000)]
    [InlineData("GET", "/api/v1/runs")]
    [InlineData("POST", "/api/v1/runs")]
    [InlineData("GET", "/api/v1/events")]
    [InlineData("GET", "/api/v1/openapi.json")]
    [InlineData("POST", "/api/v1/runs/x/end")]
    public async Task Versioned_route_without_a_token_is_refused(string method, string path)
    {
        using HttpResponseMessage answer = await Dashboard.Stranger.SendAsync(method, path);

        await Task.FromResult(answer).ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer", $"{answer.Headers.WwwAuthenticate}");
    }

    [Fact(Timeout = 300_000)]
    public async Task Token_that_is_nearly_right_is_refused()
    {
        string token = Dashboard.Token;
        foreach (string wrong in new[] { "", "x", token[..^1], $"{token}0", token.ToUpperInvariant(), $"{token},{token}", $"{token}%00" })
        {
            using var bearer = new HttpRequestMessage(HttpMethod.Get, "/api/prompts");
            bearer.Headers.TryAddWithoutValidation("Authorization", $"Bearer {wrong}");
            Assert.Equal(HttpStatusCode.Unauthorized, await Dashboard.Stranger.SendAsync(bearer).StatusAsync());
            using var basic = new HttpRequestMessage(HttpMethod.Get, "/api/prompts");
            basic.Headers.TryAddWithoutValidation("Authorization", $"Basic {token}");
            Assert.Equal(HttpStatusCode.Unauthorized, await Dashboard.Stranger.SendAsync(basic).StatusAsync());
            Assert.Equal(HttpStatusCode.Unauthorized, await Dashboard.Stranger.GetAsync($"/api/prompts?token={wrong}").StatusAsync());
            Assert.Equal(HttpStatusCode.Unauthorized, await Dashboard.Stranger.GetAsync($"/results?token={wrong}").StatusAsync());
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Cookie_with_the_token_or_a_changed_one_is_refused()
    {
        using BrowserVisit visit = await Dashboard.VisitAsync();
        Cookie[] cookies = [.. visit.Cookies.GetAllCookies().Cast<Cookie>()];
        foreach (Cookie cookie in cookies)
        {
            foreach (string value in new[] { Dashboard.Token, "", cookie.Value[..^1], $"{cookie.Value}0" })
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, "/api/prompts");
                request.Headers.TryAddWithoutValidation("Cookie", $"{cookie.Name}={value}");
                Assert.Equal(HttpStatusCode.Unauthorized, await Dashboard.Stranger.SendAsync(request).StatusAsync());
            }
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Token_lets_in_by_header_by_address_and_by_the_cookie_for_it()
    {
        using BrowserVisit visit = await Dashboard.VisitAsync();
        using var lower = new HttpRequestMessage(HttpMethod.Get, "/api/prompts");
        lower.Headers.Authorization = new AuthenticationHeaderValue("bearer", Dashboard.Token);

        Assert.Equal(HttpStatusCode.OK, await Dashboard.Program.GetAsync("/api/prompts").StatusAsync());
        Assert.Equal(HttpStatusCode.OK, await Dashboard.Stranger.SendAsync(lower).StatusAsync());
        Assert.Equal(HttpStatusCode.OK, await Dashboard.Stranger.GetAsync($"/api/prompts?token={Dashboard.Token}").StatusAsync());
        Assert.Equal(HttpStatusCode.OK, await visit.Client.GetAsync("/api/prompts").StatusAsync());
        Assert.Equal(HttpStatusCode.OK, await visit.Client.GetAsync("/results").StatusAsync());
    }

    [Fact(Timeout = 300_000)]
    public async Task Address_with_the_token_gives_a_cookie_that_scripts_and_other_sites_cannot_use_and_goes_on_without_it()
    {
        using HttpResponseMessage welcome = await Dashboard.Stranger.GetAsync($"/results?search=a%26b&token={Dashboard.Token}");

        Assert.Equal(HttpStatusCode.Redirect, welcome.StatusCode);
        Assert.Equal("/results?search=a%26b", welcome.Headers.Location?.OriginalString);
        string cookie = Assert.Single(welcome.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Dashboard.Token, cookie, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("//evil.example/")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example/")]
    [InlineData("/%5Cevil.example/")]
    [InlineData("/%2Fevil.example/")]
    [InlineData("/.//evil.example/")]
    public async Task Address_with_the_token_never_goes_on_to_another_site(string path)
    {
        RawAnswer answer = await RawHttp.SendAsync(
            Dashboard, $"GET {path}?token={Dashboard.Token} HTTP/1.1", $"Host: {Dashboard.Host}");
        RawAnswer byLink = await RawHttp.SendAsync(
            Dashboard,
            $"GET {path}?token={Dashboard.Token} HTTP/1.1",
            $"Host: {Dashboard.Host}",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Mode: navigate");

        string refreshed = byLink.Header("Refresh").Replace("0; url=", "", StringComparison.Ordinal);
        foreach (string target in new[] { answer.Header("Location"), refreshed })
        {
            Assert.Equal(Dashboard.Host, new Uri(Dashboard.BaseAddress, target.Replace('\\', '/')).Authority);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Style_and_scripts_are_there_for_everybody()
    {
        string page = await Dashboard.Stranger.GetAsync("/").PageAsync(HttpStatusCode.Unauthorized);
        string[] assets = [.. page.Split('"').Where(part => part.StartsWith("/assets/", StringComparison.Ordinal))];

        Assert.NotEmpty(assets);
        foreach (string asset in assets)
        {
            using HttpResponseMessage answer = await Dashboard.Stranger.GetAsync(asset);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains(answer.Content.Headers.ContentType?.MediaType, new[] { "text/css", "text/javascript" });
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Two_dashboards_have_tokens_of_their_own()
    {
        using var folder = new TemporaryFolder();
        await using RunningDashboard other = await RunningDashboard.StartAsync(folder.Path, "--sandbox");

        Assert.NotEqual(Dashboard.Token, other.Token);
        Assert.Equal(HttpStatusCode.Unauthorized, await other.Stranger.GetAsync($"/api/prompts?token={Dashboard.Token}").StatusAsync());
    }
}
