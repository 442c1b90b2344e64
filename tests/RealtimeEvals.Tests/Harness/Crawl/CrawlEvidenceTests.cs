using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Crawl;

public sealed class CrawlEvidenceTests
{
    private static readonly string[] ReferenceColumns =
    [
        "example_id", "user_text", "assistant_text", "gt_tool_call", "pred_tool_call",
        "tool_call_correctness", "gt_tool_call_arg", "pred_tool_call_arg",
        "tool_call_arg_correctness", "grade", "tool_calls", "status", "failure_stage", "error_type",
        "error_message", "event_log_path", "input_audio_path", "output_audio_path",
        "latency_first_audio_ms", "latency_first_text_ms", "latency_response_done_ms",
        "output_tokens", "output_audio_tokens", "output_text_tokens",
    ];

    private static readonly string[] Measured =
    [
        "latency_first_audio_ms", "latency_first_text_ms", "latency_response_done_ms",
        "output_tokens", "output_audio_tokens", "output_text_tokens",
    ];

    private static readonly string[] ReferenceKeys =
    [
        "total_examples", "failed_examples", "grade_mean", "tool_call_correctness_mean", "tool_call_arg_correctness_mean",
        .. Measured.SelectMany(name => new[] { $"{name}_avg", $"{name}_p50", $"{name}_p95", $"{name}_p99" }),
        "run_name", "model", "tts_model", "voice", "chunk_ms", "sample_rate_hz", "input_audio_format",
        "output_audio_format", "real_time", "data_csv", "system_prompt_file", "tools_file",
    ];

    [Fact(Timeout = 300_000)]
    public async Task Results_csv_begins_with_the_reference_s_columns_and_holds_the_rows_in_the_order_of_the_data()
    {
        await using var setup = new CrawlSetup();

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        var files = new RunFiles(setup.RunPath);
        Assert.Equal(ReferenceColumns, files.Table.Header.Take(24));
        Assert.Equal(results.Select(result => result.CaseId), files.Column("example_id"));
        Assert.Equal(results.Select(result => result.AssistantText), files.Column("assistant_text"));
        Assert.All(files.Column("status"), status => Assert.Equal("ok", status));
        JsonElement call = JsonSerializer.Deserialize<JsonElement>(files.Column("tool_calls")[0])[0];
        Assert.Equal(["name", "arguments", "raw_arguments", "call_id"], call.EnumerateObject().Select(property => property.Name));
        Assert.Equal("BW-48213", call.GetProperty("arguments").GetProperty("account_id").GetString());
    }

    [Fact(Timeout = 300_000)]
    public async Task A_failed_row_is_written_as_the_reference_writes_it()
    {
        await using var setup = new CrawlSetup("error@crawl_001");
        setup.Options = setup.Options with { MaximumCases = 2 };

        await setup.RunAsync(TestContext.Current.CancellationToken);

        var files = new RunFiles(setup.RunPath);
        string Cell(string column) => files.Column(column)[0];
        Assert.Equal(("failed", "response_error", "error"), (Cell("status"), Cell("failure_stage"), Cell("outcome")));
        Assert.Equal(("0", "0", "0"), (Cell("tool_call_correctness"), Cell("tool_call_arg_correctness"), Cell("grade")));
        Assert.All(Measured.Append("output_audio_path"), column => Assert.Equal("", Cell(column)));
        JsonElement summary = files.Summary;
        Assert.Equal(1, summary.GetProperty("failed_examples").GetInt32());
        Assert.Equal(
            (0.5, 0.5, 1.0),
            (
                summary.GetProperty("grade_mean").GetDouble(),
                summary.GetProperty("pass_rate").GetDouble(),
                summary.GetProperty("graded_mean").GetDouble()));
    }

    [Fact(Timeout = 300_000)]
    public async Task Summary_begins_with_the_reference_s_keys_and_its_counts_add_up()
    {
        await using var setup = new CrawlSetup();

        await setup.RunAsync(TestContext.Current.CancellationToken);

        JsonElement summary = new RunFiles(setup.RunPath).Summary;
        Assert.Equal(ReferenceKeys, summary.EnumerateObject().Select(property => property.Name).Take(ReferenceKeys.Length));
        Assert.Equal(
            (18, 17, 1),
            (
                summary.GetProperty("planned").GetInt32(),
                summary.GetProperty("passed").GetInt32(),
                summary.GetProperty("failed").GetInt32()));
        Assert.Equal(17.0 / 18, summary.GetProperty("pass_rate").GetDouble(), 12);
    }

    [Fact(Timeout = 300_000)]
    public async Task Manifest_says_what_was_run_and_where_it_stands()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 3 };

        await setup.RunAsync(TestContext.Current.CancellationToken);

        JsonElement manifest = new RunFiles(setup.RunPath).Manifest;
        Assert.Equal(("test", "crawl", "completed", "sandbox"), (Text("run_id"), Text("harness"), Text("state"), Text("provider")));
        Assert.Equal((3, 3), (manifest.GetProperty("planned").GetInt32(), manifest.GetProperty("finished").GetInt32()));
        Assert.Equal(setup.Options.Model, Text("resolved_model"));
        Assert.True(manifest.GetProperty("ended_at").GetDateTimeOffset() >= manifest.GetProperty("started_at").GetDateTimeOffset());
        JsonElement settings = manifest.GetProperty("settings");
        Assert.All(
            ["data_sha256", "system_prompt_sha256", "tools_sha256"],
            name => Assert.Matches("^[0-9a-f]{64}$", settings.GetProperty(name).GetString()));
        Assert.Equal(setup.Options.Voice, settings.GetProperty("voice").GetString());

        string? Text(string name) => manifest.GetProperty(name).GetString();
    }

    [Fact(Timeout = 300_000)]
    public async Task Journal_holds_each_result_as_it_was_emitted()
    {
        await using var setup = new CrawlSetup();

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        var files = new RunFiles(setup.RunPath);
        Assert.Equal(results.Count, files.JournalLines.Length);
        Assert.Equal(results, files.Journal.OrderBy(entry => entry.CaseNumber));
        Assert.Equal(files.Journal.Select(entry => entry.CaseId).Order(), files.Column("example_id").Order());
    }

    [Fact(Timeout = 300_000)]
    public async Task Event_log_holds_both_directions_verbatim_with_the_audio_cut()
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 1 };

        await setup.RunAsync(TestContext.Current.CancellationToken);

        IReadOnlyList<JsonElement> events = new RunFiles(setup.RunPath).Events("crawl_001");
        Assert.Equal(
            ["type", "event_index", "event_time_ms", "event", "direction", "session_time_ms"],
            events[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(Enumerable.Range(1, events.Count), events.Select(line => line.GetProperty("event_index").GetInt32()));
        Assert.Equal(
            ["session.update", "input_audio_buffer.clear", "input_audio_buffer.append", "input_audio_buffer.commit", "response.create"],
            Types("client").Distinct());
        Assert.Equal(["session.created", "session.updated"], Types("server").Take(2));
        Assert.Equal(["response.done", "session.updated"], Types("server").TakeLast(2));
        JsonElement done = events.Last(line => TypeOf(line) == "response.done").GetProperty("event");
        Assert.Equal("completed", done.GetProperty("response").GetProperty("status").GetString());
        Assert.All(
            events.Where(line => TypeOf(line) == "response.output_audio.delta"),
            line => Assert.Matches(
                @"^[A-Za-z0-9+/=]{1,40}\.\.\.\[truncated [0-9]+ chars\]$",
                line.GetProperty("event").GetProperty("delta").GetString()));

        IEnumerable<string> Types(string direction) =>
            events.Where(line => line.GetProperty("direction").GetString() == direction).Select(TypeOf);
        static string TypeOf(JsonElement line) => line.GetProperty("type").GetString()!;
    }

    [Theory(Timeout = 300_000)]
    [InlineData(AudioEncoding.Pcm16)]
    [InlineData(AudioEncoding.MuLaw)]
    [InlineData(AudioEncoding.ALaw)]
    public async Task Event_log_is_valid_JSON_wherever_the_audio_is_cut(AudioEncoding encoding)
    {
        await using var setup = new CrawlSetup();
        setup.Options = setup.Options with { OutputEncoding = encoding };

        await setup.RunAsync(TestContext.Current.CancellationToken);

        string[] logs = Directory.GetFiles(Path.Combine(setup.RunPath, "events"));
        Assert.Equal(18, logs.Length);
        Assert.All(
            logs.SelectMany(File.ReadLines),
            line => Assert.Equal(JsonValueKind.Object, JsonSerializer.Deserialize<JsonElement>(line).ValueKind));
    }
}
