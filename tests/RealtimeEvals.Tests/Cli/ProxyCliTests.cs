using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>What goes through the proxy of the environment, and what must not.</summary>
public sealed class ProxyCliTests
{
    private const string Key = "sk-canary-behind-a-proxy";

    public static TheoryData<string> Elsewhere => new(
        "crawl --endpoint wss://agent.invalid/v1/realtime", "crawl --base-url https://agent.invalid/v1",
        "walk-audio --base-url https://agent.invalid/v1 --speech-source speech",
        "refusal-smoke --confirm-real --base-url https://agent.invalid/v1",
        "refusal-smoke --confirm-real --backend AzureEvals --base-url https://agent.invalid/v1");

    [Theory(Timeout = 240_000)]
    [InlineData("crawl --max-examples 1")]
    [InlineData("run --max-examples 1")]
    [InlineData("refusal-smoke --confirm-real --max-examples 1")]
    [InlineData("refusal-smoke --confirm-real --max-examples 1 --backend ChatCompletions")]
    [InlineData("refusal-smoke --confirm-real --max-examples 1 --voice")]
    public async Task Sandbox_is_reached_without_the_proxy(string verb)
    {
        using var folder = new CliFolder();
        await using var proxy = new RecordingProxy();

        var said = await Support.Cli.RunAsync(
            folder.Path,
            proxy.Environment(),
            [.. verb.Split(' '), "--sandbox", "--retry-limit", "0", "--speech-cache", folder.PathOf("speech")]);

        Assert.True(said.ExitCode is 0 or 1, said.Error);
        Assert.Empty(proxy.Requests);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("agent.localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    public async Task Service_on_this_machine_is_reached_without_the_proxy_under_every_name(string host)
    {
        using var folder = new CliFolder();
        await using var proxy = new RecordingProxy();
        await using var service = new RefusalService();
        folder.Write("rows.jsonl", RefusalService.Dataset);
        string address = service.BaseAddress.Replace("127.0.0.1", host, StringComparison.Ordinal);

        var said = await RunAsync(folder, proxy.Environment(), $"refusal-smoke --confirm-real --dataset rows.jsonl --base-url {address}");

        Assert.Empty(proxy.Requests);
        Assert.True(said.ExitCode is 0 or 3, said.Error);
        Assert.DoesNotContain("InvalidEndpoint", said.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Elsewhere))]
    public async Task Service_elsewhere_is_asked_for_at_the_proxy_which_never_sees_the_key(string verb)
    {
        using var folder = new CliFolder();
        await using var proxy = new RecordingProxy();

        var said = await RunAsync(folder, proxy.Environment("user:pass-of-the-proxy@"), verb);

        Assert.Equal(["CONNECT agent.invalid:443 HTTP/1.1"], proxy.Requests);
        Assert.Equal(3, said.ExitCode);
        Assert.DoesNotContain(Key, string.Concat(proxy.Heads), StringComparison.Ordinal);
        Assert.DoesNotContain("pass-of-the-proxy", said.Output + said.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("ALL_PROXY")]
    [InlineData("https_proxy")]
    public async Task One_variable_is_enough(string variable)
    {
        using var folder = new CliFolder();
        await using var proxy = new RecordingProxy();

        await RunAsync(folder, new() { [variable] = proxy.Environment()[variable] }, "crawl --endpoint wss://agent.invalid/v1/realtime");

        Assert.Equal(["CONNECT agent.invalid:443 HTTP/1.1"], proxy.Requests);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("agent.invalid")]
    [InlineData(".invalid")]
    [InlineData("*")]
    public async Task Service_that_needs_no_proxy_is_asked_without_it(string direct)
    {
        using var folder = new CliFolder();
        await using var proxy = new RecordingProxy();

        var said = await RunAsync(
            folder, new(proxy.Environment()) { ["NO_PROXY"] = direct }, "crawl --endpoint wss://agent.invalid/v1/realtime");

        Assert.Equal(3, said.ExitCode);
        Assert.Empty(proxy.Requests);
    }

    private static Task<(int ExitCode, string Output, string Error)> RunAsync(
        CliFolder folder, Dictionary<string, string> environment, string verb) =>
        Support.Cli.RunAsync(
            folder.Path,
            new Dictionary<string, string>(environment) { ["OPENAI_API_KEY"] = Key },
            [.. verb.Split(' '), "--retry-limit", "0"]);
}
