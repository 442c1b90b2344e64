using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>A name of another site that points to this machine opens nothing.</summary>
[Collection(typeof(SharedDashboard))]
public sealed class HostTests(DashboardFixture fixture)
{
    private RunningDashboard Dashboard => fixture.Dashboard;

    [Theory(Timeout = 300_000)]
    [InlineData("evil.example")]
    [InlineData("evil.example:{port}")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:80")]
    [InlineData("127.0.0.1:1")]
    [InlineData("localhost")]
    [InlineData("127.0.0.1.evil.example:{port}")]
    [InlineData("localhost.evil.example:{port}")]
    [InlineData("127.0.0.2:{port}")]
    [InlineData("0.0.0.0:{port}")]
    [InlineData("127.1:{port}")]
    [InlineData("2130706433:{port}")]
    [InlineData("[::ffff:127.0.0.1]:{port}")]
    public async Task Other_host_is_misdirected_even_with_the_token(string host)
    {
        foreach (string path in new[] { "/", "/api/v1/runs", "/assets/x", "/api/prompts" })
        {
            RawAnswer answer = await SendAsync(path, "HTTP/1.1", $"Host: {Named(host)}");

            Assert.Equal(421, answer.Status);
            WatchedAnswers.AssertSafe(answer.Header);
            Assert.DoesNotContain(Dashboard.Token, answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory(Timeout = 300_000)]
    [InlineData("127.0.0.1:{port}")]
    [InlineData("localhost:{port}")]
    [InlineData("LOCALHOST:{port}")]
    public async Task Own_name_of_this_machine_is_let_in(string host) =>
        Assert.Equal(200, (await SendAsync("/api/prompts", "HTTP/1.1", $"Host: {Named(host)}")).Status);

    [Fact(Timeout = 300_000)]
    public async Task Request_without_a_host_is_refused()
    {
        Assert.Equal(421, (await SendAsync("/api/prompts", "HTTP/1.0")).Status);
        Assert.Equal(400, (await SendAsync("/api/prompts", "HTTP/1.1")).Status);
        Assert.Contains((await SendAsync("/api/prompts", "HTTP/1.1", "Host:")).Status, new[] { 400, 421 });
    }

    [Fact(Timeout = 300_000)]
    public async Task Request_with_two_hosts_or_with_one_in_its_line_is_refused()
    {
        string own = Dashboard.Host;

        Assert.Equal(400, (await SendAsync("/api/prompts", "HTTP/1.1", $"Host: {own}", "Host: evil.example")).Status);
        Assert.Contains((await SendAsync("http://evil.example/api/prompts", "HTTP/1.1", $"Host: {own}")).Status, new[] { 400, 421 });
        Assert.Contains((await SendAsync("/api/prompts", "HTTP/1.1", $"Host: {own}@evil.example")).Status, new[] { 400, 421 });
    }

    [Fact(Timeout = 300_000)]
    public async Task Forwarded_host_means_nothing()
    {
        RawAnswer answer = await SendAsync(
            "/api/prompts", "HTTP/1.1", "Host: evil.example", $"X-Forwarded-Host: {Dashboard.Host}", $"Forwarded: host={Dashboard.Host}");

        Assert.Equal(421, answer.Status);
    }

    private string Named(string host) => host.Replace("{port}", $"{Dashboard.BaseAddress.Port}", StringComparison.Ordinal);

    private Task<RawAnswer> SendAsync(string path, string version, params string[] headers) =>
        RawHttp.SendAsync(Dashboard, [$"GET {path} {version}", .. headers, $"Authorization: Bearer {Dashboard.Token}"]);
}
