using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>The program at a service that speaks Azure's preview.</summary>
public sealed class PreviewCliTests : IAsyncDisposable
{
    private readonly CliFolder _folder = new();
    private readonly SandboxServer _sandbox = TestSandbox.Start();

    [Fact(Timeout = 300_000)]
    public async Task Crawl_has_the_outcomes_that_it_has_over_GA()
    {
        (int preview, _, string error) = await _folder.CrawlAsync("--endpoint", Address, "--run-name", "preview");
        (int ga, _, _) = await _folder.CrawlAsync("--endpoint", _sandbox.Endpoint.AbsoluteUri, "--run-name", "ga");

        Assert.True(preview == ga, error);
        Assert.All(
            new[] { "example_id", "outcome", "assistant_text", "pred_tool_call", "pred_tool_call_arg", "output_tokens", "provider" },
            column => Assert.Equal(_folder.Run("ga").Column(column), _folder.Run("preview").Column(column)));
        Assert.Equal("sandbox", _folder.Run("preview").Manifest.GetProperty("provider").GetString());
        Assert.Contains(
            "response.audio.delta",
            _folder.Run("preview").Events("crawl_001").Select(one => one.GetProperty("type").GetString()),
            StringComparer.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("None")]
    [InlineData("ServerVad")]
    public async Task Walk_replays_telephone_audio(string detection)
    {
        (int exitCode, string output, string error) = await _folder.RunAsync(
            "walk", "--endpoint", Address, "--provider", "azure",
            "--max-examples", "3", "--turn-detection", detection, "--run-name", "demo");

        Assert.True(exitCode == 0, error + output);
        Assert.Equal(["pass", "pass", "pass"], _folder.Run("demo").Column("outcome"));
        Assert.Contains(
            "g711_ulaw",
            _folder.Run("demo").Events("crawl_001")
                .First(one => one.GetProperty("type").GetString() == "session.update").GetProperty("event").GetRawText(),
            StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_holds_conversations()
    {
        (int exitCode, string output, string error) = await _folder.RunAsync(
            "run", "--endpoint", Address, "--speech-cache", "speech", "--max-examples", "2", "--run-name", "demo");

        Assert.True(exitCode == 0, error + output);
        Assert.Contains("2 passed, 0 failed, 0 errored", output, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("crawl", "--sample-rate-hz", "16000", "--chunk-ms", "0")]
    [InlineData("walk", "--output-audio-format", "pcm16", "--output-sample-rate-hz", "16000", "--chunk-ms", "0")]
    [InlineData("run", "--sample-rate-hz", "16000")]
    public async Task Rate_that_the_form_has_no_word_for_is_told_with_everything_else(string verb, params string[] arguments)
    {
        using var data = new SimulationFolder();
        string[] cases = verb == "run" ? ["--data-csv", data.Index] : [];

        (int exitCode, string output, string error) = await _folder.RunAsync([verb, "--endpoint", Address, .. cases, .. arguments]);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains("error InvalidSetting: ", error, StringComparison.Ordinal);
        Assert.Contains("pcm16 at 16000 Hz; at this address", error, StringComparison.Ordinal);
        Assert.Equal(arguments.Contains("--chunk-ms"), error.Contains("The chunk length is 0 ms", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    public async ValueTask DisposeAsync()
    {
        await _sandbox.DisposeAsync();
        _folder.Dispose();
    }

    private string Address => Preview.AddressOf(_sandbox).AbsoluteUri;
}
