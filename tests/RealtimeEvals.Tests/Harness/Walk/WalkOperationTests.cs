using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Walk;

/// <summary>The shipped audio against the sandbox.</summary>
public sealed class WalkOperationTests
{
    private static readonly string[] ReferenceColumns =
    [
        "example_id", "user_text", "assistant_text", "gt_tool_call", "pred_tool_call",
        "tool_call_correctness", "gt_tool_call_arg", "pred_tool_call_arg",
        "tool_call_arg_correctness", "grade", "tool_calls", "status", "failure_stage",
        "error_type", "error_message", "event_log_path", "audio_path",
        "output_audio_path", "latency_first_audio_ms", "latency_first_text_ms",
        "latency_response_done_ms", "output_tokens", "output_audio_tokens",
        "output_text_tokens",
    ];

    private static readonly string[] OurColumns =
    [
        "outcome", "speech_sha256", "speech_ms", "end_of_speech_to_first_audio_ms",
        "repeated_tool_calls", "input_tokens", "cached_tokens", "cost_usd",
        "response_ids", "model", "provider", "attempts", "started_at", "duration_ms",
        "run_id", "planned", "data_path", "data_sha256",
        "condition", "turn_detection", "speech_started_ms", "speech_stopped_ms", "speech_stop_lag_ms", "speech_stop_arrival_lag_ms",
            "false_turns", "tags", "data_cases", "data_line", "responses", "connection_attempts", "trial",
            "latency_uncertainty_ms",
    ];

    private static readonly string[] ReferenceKeys =
    [
        "total_examples", "failed_examples", "grade_mean", "tool_call_correctness_mean", "tool_call_arg_correctness_mean",
        .. new[]
        {
            "latency_first_audio_ms", "latency_first_text_ms", "latency_response_done_ms",
            "output_tokens", "output_audio_tokens", "output_text_tokens",
        }.SelectMany(name => new[] { $"{name}_avg", $"{name}_p50", $"{name}_p95", $"{name}_p99" }),
        "run_name", "model", "voice", "chunk_ms", "sample_rate_hz", "input_audio_format",
        "output_audio_format", "output_sample_rate_hz", "real_time",
        "data_csv", "system_prompt_file", "tools_file",
    ];

    [Fact]
    public async Task RunAsync_shipped_audio_fails_exactly_one_case()
    {
        await using var setup = new WalkSetup();

        IReadOnlyList<WalkResult> results = await setup.RunAsync();

        Assert.Equal(18, results.Count);
        Assert.Equal("crawl_009", Assert.Single(results, result => result.Outcome != Outcome.Pass).CaseId);
        Assert.All(results, result => Assert.Equal(("clean", TurnDetection.None), (result.Condition, result.TurnDetection)));
        Assert.All(
            results, result => Assert.Equal((null, null, null), (result.SpeechStartedMs, result.SpeechStopLagMs, result.FalseTurns)));
    }

    [Fact]
    public async Task RunAsync_table_has_the_columns_of_the_reference_then_ours()
    {
        await using var setup = new WalkSetup();
        setup.Options = setup.Options with { MaximumCases = 2 };

        await setup.RunAsync();

        Table table = Given.Tables.Parse(
            await File.ReadAllTextAsync(Path.Combine(setup.RunPath, "results.csv"), TestContext.Current.CancellationToken));
        Assert.Equal(24, ReferenceColumns.Length);
        Assert.Equal([.. ReferenceColumns, .. OurColumns], table.Header);
        string Cell(string column) => table.Rows[1].Cells[table.Header.Index().Single(one => one.Item == column).Index];
        Assert.Equal(("crawl_002", "crawl_002.wav", "ok", "clean", "None", ""),
            (Cell("example_id"), Cell("audio_path"), Cell("status"), Cell("condition"), Cell("turn_detection"), Cell("false_turns")));
    }

    [Fact]
    public async Task RunAsync_summary_has_the_keys_of_the_reference_then_ours()
    {
        await using var setup = new WalkSetup();
        setup.Options = setup.Options with { MaximumCases = 2 };

        await setup.RunAsync();

        JsonElement summary = Given.Json(
            await File.ReadAllTextAsync(Path.Combine(setup.RunPath, "summary.json"), TestContext.Current.CancellationToken));
        string[] keys = [.. summary.EnumerateObject().Select(property => property.Name)];
        Assert.Equal(ReferenceKeys, keys.Take(ReferenceKeys.Length), StringComparer.Ordinal);
        string[] own = [.. keys.Where(key => !IsOfInterval(key))];
        Assert.Equal(["turn_detection", "conditions"], own.TakeLast(2), StringComparer.Ordinal);
        Assert.All(keys[Array.IndexOf(keys, "conditions")..].Skip(1), key => Assert.True(IsOfInterval(key), key));
        Assert.True(summary.GetProperty("pass_rate_low").GetDouble() < summary.GetProperty("pass_rate").GetDouble());
        Assert.Equal((8_000, "g711_ulaw", "pcm16", 24_000), (
            summary.GetProperty("sample_rate_hz").GetInt32(), summary.GetProperty("input_audio_format").GetString(),
            summary.GetProperty("output_audio_format").GetString(), summary.GetProperty("output_sample_rate_hz").GetInt32()));
    }

    /// <summary>Whether a key is that of an end of an interval, or of its number of values, which stand behind all others.</summary>
    private static bool IsOfInterval(string key) => new[] { "_low", "_high", "_n" }.Any(end => key.EndsWith(end, StringComparison.Ordinal));

    [Fact]
    public async Task RunAsync_two_replays_send_the_same_bytes()
    {
        await using var setup = new WalkSetup();
        setup.Options = setup.Options with { MaximumCases = 4 };
        string[] first = [.. (await setup.RunAsync()).Select(result => result.SpeechSha256)];
        setup.Options = setup.Options with { RunName = "again", ChunkMilliseconds = 33, ThrottleLimit = 1 };

        Assert.Equal(first, (await setup.RunAsync()).Select(result => result.SpeechSha256), StringComparer.Ordinal);
        Assert.Equal(first, Enumerable.Range(1, 4).Select(number => FileHash.Of(SamplesOf(number))), StringComparer.Ordinal);
    }

    [Fact]
    public async Task RunAsync_hash_of_the_table_is_that_of_the_bytes_that_are_sent()
    {
        await using var setup = new WalkSetup();
        setup.Options = setup.Options with { MaximumCases = 2 };

        IReadOnlyList<WalkResult> results = await setup.RunAsync();

        Table table = Given.Tables.Parse(await File.ReadAllTextAsync(setup.Options.DataPath, TestContext.Current.CancellationToken));
        Assert.Equal(
            results.Select(result => result.SpeechSha256), table.Rows.Take(2).Select(row => row.Cells[^1]), StringComparer.Ordinal);
    }

    [Fact]
    public async Task RunAsync_caller_audio_stays_where_it_is()
    {
        await using var setup = new WalkSetup();
        setup.Options = setup.Options with { MaximumCases = 1 };

        WalkResult result = Assert.Single(await setup.RunAsync());

        Assert.Equal(("crawl_001.wav", "audio/crawl_001/output.wav"), (result.InputAudioPath, result.OutputAudioPath));
        Assert.Equal(["output.wav"], Directory.EnumerateFiles(Path.Combine(setup.RunPath, "audio", "crawl_001")).Select(
            path => Path.GetFileName(path)), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(AudioEncoding.Pcm16, 24_000, 24_000)]
    [InlineData(AudioEncoding.MuLaw, 24_000, 8_000)]
    [InlineData(AudioEncoding.ALaw, 24_000, 8_000)]
    public async Task RunAsync_agent_audio_is_kept_in_its_own_format(AudioEncoding encoding, int asked, int rate)
    {
        await using var setup = new WalkSetup();
        setup.Options = setup.Options with { MaximumCases = 1, OutputEncoding = encoding, OutputSampleRate = asked };

        WalkResult result = Assert.Single(await setup.RunAsync());

        Assert.Equal(Outcome.Pass, result.Outcome);
        byte[] output =
            await File.ReadAllBytesAsync(Path.Combine(setup.RunPath, result.OutputAudioPath), TestContext.Current.CancellationToken);
        Assert.Equal(new AudioFormat(encoding, rate), WavReader.Read(output).Format);
    }

    private static byte[] SamplesOf(int number) =>
        WavReader.Read(File.ReadAllBytes(ProductData.PathOf("walk", FormattableString.Invariant($"crawl_{number:000}.wav")))).Data
            .ToArray();
}
