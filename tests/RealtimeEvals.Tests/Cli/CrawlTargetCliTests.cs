using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

public sealed class CrawlTargetCliTests
{
    [Fact(Timeout = 300_000)]
    public async Task Crawl_without_a_key_and_without_the_sandbox_says_so_at_once()
    {
        using var folder = new CliFolder();

        (int exitCode, string output, string error) = await folder.CrawlAsync();

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith("error ApiKeyMissing: ", error, StringComparison.Ordinal);
        Assert.Contains("OPENAI_API_KEY", error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("ws://voice.example.com/v1/realtime", "clear text")]
    [InlineData("http://10.0.0.1/", "clear text")]
    [InlineData("ftp://127.0.0.1/", "scheme")]
    [InlineData("localhost:8080", "scheme")]
    [InlineData("not an address", "absolute")]
    [InlineData("wss://user:secret@voice.example.com/", "user name")]
    public async Task Endpoint_that_cannot_be_used_is_an_error_of_usage(string endpoint, string words)
    {
        using var folder = new CliFolder();

        (int exitCode, string output, string error) = await folder.CrawlWithAsync(Key("sk-test"), "--endpoint", endpoint);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith("error InvalidEndpoint: ", error, StringComparison.Ordinal);
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Endpoint_that_refuses_is_one_error_after_the_retries()
    {
        using var folder = new CliFolder();
        string endpoint = FormattableString.Invariant($"ws://127.0.0.1:{LoopbackServer.ClosedPort()}/v1/realtime");

        string error = await AssertUnavailableAsync(folder, endpoint);

        Assert.Contains("Trying again", error, StringComparison.Ordinal);
        Assert.Equal("failed", folder.Run("demo").Manifest.GetProperty("state").GetString());
        Assert.False(Directory.Exists(folder.PathOf("speech")));
    }

    [Fact(Timeout = 300_000)]
    public async Task Endpoint_that_hangs_is_one_error()
    {
        using var folder = new CliFolder();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        Assert.Contains(
            "no answer", await AssertUnavailableAsync(folder, $"ws://{silent.LocalEndpoint}/v1/realtime"), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Endpoint_that_speaks_HTML_is_one_error_that_quotes_it()
    {
        using var folder = new CliFolder();
        await using var server = new LoopbackServer(
            static (context, _) => LoopbackServer.RefuseAsync(context, 200, "<html>\n<body>Sign in</body></html>", "text/html"));

        string error = await AssertUnavailableAsync(folder, server.RealtimeAddress.AbsoluteUri);

        Assert.Contains("text/html", error, StringComparison.Ordinal);
        Assert.Contains("Sign in", error, StringComparison.Ordinal);
        Assert.Equal(["GET /v1/realtime"], server.Requests);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("line\nbreak")]
    [InlineData("accént")]
    public async Task Key_that_no_header_can_carry_is_one_error(string key)
    {
        using var folder = new CliFolder();
        await using var server = new LoopbackServer(static (context, _) => LoopbackServer.RefuseAsync(context, 401, "{}"));

        (int exitCode, string output, string error) = await folder.CrawlWithAsync(
            Key(key), "--endpoint", server.RealtimeAddress.AbsoluteUri, "--run-name", "demo");

        Assert.True(exitCode is 2 or 3, error);
        Assert.Empty(output);
        Assert.Single(error.Split('\n'), line => line.StartsWith("error", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain(key, error, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("OPENAI_BASE_URL")]
    [InlineData("--endpoint")]
    public async Task Sandbox_in_a_process_of_its_own_serves_a_run(string way)
    {
        using var folder = new CliFolder();
        using Process sandbox = Support.Cli.Start(folder.Path, null, "sandbox", "--port", "0", "--fault", "error@crawl_002");
        try
        {
            string realtime = await AddressAsync(sandbox, "Realtime: ");
            string rest = await AddressAsync(sandbox, "REST:     ");
            var environment = new Dictionary<string, string>(StringComparer.Ordinal);
            string[] arguments = ["--run-name", "demo", "--max-examples", "3"];
            if (way == "--endpoint") arguments = [.. arguments, way, realtime];
            else environment[way] = rest;

            (int exitCode, string output, _) = await folder.CrawlWithAsync(environment, arguments);

            Assert.Equal(3, exitCode);
            Assert.Equal(["pass", "error", "pass"], folder.Run("demo").Column("outcome"));
            Assert.Equal("sandbox", folder.Run("demo").Manifest.GetProperty("provider").GetString());
            Assert.Contains("not evidence", output, StringComparison.Ordinal);
        }
        finally
        {
            sandbox.Kill();
            await sandbox.WaitForExitAsync();
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Sandbox_that_is_interrupted_ends_well()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("There is no kill on Windows.");
        using var folder = new CliFolder();
        using Process sandbox = Support.Cli.Start(folder.Path, null, "sandbox", "--port", "0");
        await AddressAsync(sandbox, "Realtime: ");
        using var http = new HttpClient();
        await http.GetStringAsync(new Uri($"{await AddressAsync(sandbox, "REST:     ")}/models"), TestContext.Current.CancellationToken);

        await Signals.SendAsync("-INT", sandbox);
        await sandbox.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, sandbox.ExitCode);
    }

    private static Dictionary<string, string> Key(string key) => new(StringComparer.Ordinal) { ["OPENAI_API_KEY"] = key };

    private static async Task<string> AddressAsync(Process sandbox, string label)
    {
        string line = (await sandbox.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!;
        Assert.StartsWith(label, line, StringComparison.Ordinal);
        return line[label.Length..];
    }

    private static async Task<string> AssertUnavailableAsync(CliFolder folder, string endpoint)
    {
        (int exitCode, string output, string error) = await folder.CrawlAsync(
            "--endpoint", endpoint, "--retry-limit", "4", "--run-name", "demo");
        Assert.Equal((3, ""), (exitCode, output));
        Assert.StartsWith(
            "error EndpointUnavailable: ",
            Assert.Single(error.Split('\n'), line => line.StartsWith("error", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        return error;
    }
}
