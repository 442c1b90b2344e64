using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>walk and walk-audio as processes.</summary>
public sealed class WalkVerbTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public static TheoryData<string, string[]> ReferenceFlags => new()
    {
        {
            "walk",
            [
                "--data-csv", "--results-dir", "--run-name", "--model", "--system-prompt-file",
                "--tools-file", "--voice", "--chunk-ms", "--sample-rate-hz",
                "--input-audio-format", "--output-audio-format", "--output-sample-rate-hz", "--real-time", "--max-examples", "--skip-plots",
            ]
        },
        {
            "walk-audio",
            [
                "--source-csv", "--output-dir", "--output-csv", "--tts-model", "--voice",
                "--tts-sample-rate-hz", "--target-sample-rate-hz", "--overwrite",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(ReferenceFlags))]
    public async Task Help_lists_the_flags_of_the_reference(string verb, string[] flags)
    {
        (int exitCode, string output, string error) = await _folder.RunAsync(verb, "--help");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.All(flags, flag => Assert.Matches($@"{flag}\b", output));
    }

    [Fact]
    public async Task Walk_audio_then_walk_shows_each_condition()
    {
        (int made, string table, string asked) = await MakeAsync("--condition", "clean", "--condition", "noise:10");
        Assert.True(made == 0, asked);
        Assert.Contains("6 files of 3 cases under clean; noise:10; 6 made now.", table, StringComparison.Ordinal);
        string data = Path.Combine(_folder.Path, "audio", "calls.csv");
        Assert.Contains($"Next: realtime-evals walk --sandbox --data-csv \"{data}\"", table, StringComparison.Ordinal);

        (int exitCode, string output, string error) = await _folder.RunAsync(
            "walk", "--sandbox", "--data-csv", data, "--run-name", "first");

        Assert.True(exitCode == 0, error);
        Assert.Matches(@"\bone\b.+\bclean\b", output);
        Assert.Matches(@"\bone\.noise-10\b.+noise:10", output);
        Assert.Contains("of 6; pass rate", output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.PathOf("results", "first", "results.csv")));
    }

    [Fact]
    public async Task Walk_without_data_replays_the_shipped_audio()
    {
        (int exitCode, string output, string error) = await _folder.RunAsync(
            "walk", "--sandbox", "--max-examples", "2", "--output", "csv", "--skip-plots");

        Assert.True(exitCode == 0, error);
        string[] lines = output.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("example_id,user_text,", lines[0], StringComparison.Ordinal);
        Assert.Contains(",crawl_002.wav,", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Walk_with_turn_detection_writes_it_as_JSON()
    {
        (int exitCode, string output, string error) =
            await _folder.RunAsync("walk", "--sandbox", "--max-examples", "1", "--turn-detection", "ServerVad", "--output", "json");

        Assert.True(exitCode == 0, error);
        Assert.Equal(1, Given.Json(output).GetArrayLength());
        Assert.Contains("server_vad", await File.ReadAllTextAsync(
            Assert.Single(Directory.GetFiles(_folder.Path, "crawl_001.jsonl", SearchOption.AllDirectories)),
            TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
    }

    [Fact]
    public async Task Walk_audio_again_makes_nothing_and_overwrite_makes_all()
    {
        await MakeAsync();

        Assert.Contains("; 0 made now.", (await MakeAsync()).Output, StringComparison.Ordinal);
        Assert.Contains("; 3 made now.", (await MakeAsync("--overwrite")).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("InvalidCondition", "--condition", "noise")]
    [InlineData("InvalidCondition", "--condition", " ")]
    [InlineData("InvalidSetting", "--throttle-limit", "0")]
    [InlineData("InvalidSetting", "--target-sample-rate-hz", "16000")]
    [InlineData("InvalidSetting", "--tts-sample-rate-hz", "8000")]
    [InlineData("InvalidSetting", "--output-csv", "elsewhere/calls.csv")]
    [InlineData("InvalidInput", "--source-csv", "gone.csv")]
    public async Task Walk_audio_wrong_parameter_is_exit_code_2(string errorId, params string[] arguments)
    {
        (int exitCode, string output, string error) = await MakeAsync(arguments);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains($"error {errorId}: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("InvalidSetting", "--input-audio-format", "pcm16")]
    [InlineData("InvalidSetting", "--sample-rate-hz", "16000")]
    [InlineData("InvalidInput", "--input-audio-format", "g711_alaw")]
    [InlineData("InvalidInput", "--data-csv", "gone.csv")]
    [InlineData("", "--turn-detection", "Telepathy")]
    [InlineData("", "--tts-model", "tts-1")]
    public async Task Walk_wrong_parameter_is_exit_code_2(string errorId, params string[] arguments)
    {
        (int exitCode, string output, string error) = await _folder.RunAsync(["walk", "--sandbox", .. arguments]);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(errorId.Length > 0 ? $"error {errorId}: " : "error: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Walk_audio_without_a_key_is_exit_code_2()
    {
        (int exitCode, _, string error) = await _folder.RunAsync("walk-audio", "--output-dir", "audio");

        Assert.Equal(2, exitCode);
        Assert.Contains("error ApiKeyMissing: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Walk_audio_that_cannot_be_made_is_exit_code_3()
    {
        (int exitCode, _, string error) = await MakeAsync("--sandbox-fault", "speech:401");

        Assert.Equal(3, exitCode);
        Assert.Contains("error AudioNotMade: 3 of 3 cases have no audio", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Walk_case_without_a_verdict_is_exit_code_3()
    {
        (int exitCode, string output, _) = await _folder.RunAsync(
            "walk", "--sandbox", "--max-examples", "2", "--sandbox-fault", "status:failed@crawl_002");

        Assert.Equal(3, exitCode);
        Assert.Contains("1 passed, 0 failed, 1 errored", output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<(int ExitCode, string Output, string Error)> MakeAsync(params string[] arguments)
    {
        string source = _folder.Write("calls.csv", WalkAudioSetup.Cases);
        string[] usual = ["--sandbox", "--output-dir", "audio", "--speech-cache", "cache",
            .. arguments.Contains("--source-csv") ? [] : new[] { "--source-csv", source }];
        return _folder.RunAsync(["walk-audio", .. usual, .. arguments]);
    }
}
