using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.Conversations.Callers;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations.Results;

/// <summary>What a run leaves on disk, in the form of the reference.</summary>
public sealed class ConversationEvidenceTests
{
    private static readonly string[] Shipped =
        ["order_status", "refund", "address_change", "tool_fails_once", "change_of_mind", "scripted_two_orders", "private_details"];

    private static readonly string[] Identity =
        ["simulation_id", "assistant_model", "simulator_model", "turn_index", "user_text", "assistant_text"];

    private static readonly string[] Calls = ["gt_tool_call", "pred_tool_call", "tool_call_correctness"];

    private static readonly string[] Arguments = ["gt_tool_call_arg", "pred_tool_call_arg", "tool_call_arg_correctness"];

    private static readonly string[] Body =
    [
        "tool_calls", "tool_outputs", "status", "failure_stage", "error_type", "error_message", "user_audio_path", "assistant_audio_path",
        "latency_first_audio_ms", "latency_first_text_ms", "latency_response_done_ms",
        "output_tokens", "output_audio_tokens", "output_text_tokens", "event_log_path",
    ];

    [Fact(Timeout = 300_000)]
    public async Task Shipped_simulations_end_as_they_should_and_leave_whole_evidence()
    {
        await using var setup = new ConversationSetup();

        IReadOnlyList<ConversationResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Shipped, results.Select(result => result.ConversationId));
        Assert.Equal(
            [Outcome.Pass, Outcome.Pass, Outcome.Pass, Outcome.Pass, Outcome.Fail, Outcome.Pass, Outcome.Pass],
            results.Select(result => result.Outcome));
        Assert.Equal([4, 4, 3, 3, 4, 3, 3], results.Select(result => result.TurnCount));
        AssertTable(setup);
        AssertSummary(setup);
        foreach (ConversationResult result in results)
        {
            Assert.Equal(result, (ConversationResult)((IStoredResult)setup.Record(result.ConversationId)).At(setup.RunPath));
            Assert.Equal(
                result,
                (ConversationResult)((IStoredResult)setup.Journal.Last(entry => entry.ConversationId == result.ConversationId))
                    .At(setup.RunPath));
            Assert.Equal(Transcript.Of(result).Text, setup.Transcript(result.ConversationId));
            AssertEvents(setup, result);
            AssertTranscript(setup.Transcript(result.ConversationId));
            Assert.All(result.Turns, turn => AssertFiles(setup, turn));
        }

        // Turns are shown as they end, and a conversation after all of its turns.
        Assert.Equal(setup.Files.Table.Rows.Count, setup.Sink.Items.OfType<TurnResult>().Count());
        object[] ofRefund =
            [.. setup.Sink.Items
                .Where(item => item is TurnResult { ConversationId: "refund" } or ConversationResult { ConversationId: "refund" })];
        Assert.Equal([1, 2, 3, 4, 0], ofRefund.Select(item => item is TurnResult turn ? turn.TurnIndex : 0));
    }

    [Theory(Timeout = 300_000)]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Columns_of_calls_are_there_where_calls_are_graded(bool gradesCalls, bool gradesArguments)
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund").Change("refund", simulation =>
        {
            JsonArray graders = simulation["graders"]!["turn_level"]!.AsArray();
            JsonNode[] others = graders
                .Where(one => (string)one!["type"]! == "tool_call"
                    ? !gradesCalls
                    : (string)one!["type"]! == "tool_call_args" && !gradesArguments)
                .ToArray()!;
            foreach (JsonNode grader in others) graders.Remove(grader);
        });

        await setup.RunAsync(TestContext.Current.CancellationToken);

        string[] expected = [.. Identity, .. gradesCalls ? Calls : [], .. gradesArguments ? Arguments : [], .. Body];
        Assert.Equal(expected, setup.Files.Table.Header.Take(expected.Length));
    }

    private static void AssertTable(ConversationSetup setup)
    {
        string[] graders = ["tool_call", "tool_call_args", "brief_reply", "goal_completion", "clean_recovery", "correct_readback"];
        string[] expected =
            [.. Identity, .. Calls, .. Arguments, .. Body, .. graders.SelectMany(id => new[] { $"{id}_grade", $"{id}_rationale" })];
        Table table = setup.Files.Table;
        Assert.Equal(expected, table.Header.Take(expected.Length));
        Assert.Equal(table.Header.Count, table.Header.Distinct(StringComparer.Ordinal).Count());
        Assert.All(table.Rows, row => Assert.Equal(table.Header.Count, row.Cells.Count));
        Assert.All(setup.Files.Column("status"), cell => Assert.Equal("ok", cell));
        JsonElement call = Assert.Single(Given.Json(setup.Cells("refund", "tool_calls")[1]).EnumerateArray());
        Assert.Equal(["name", "arguments", "raw_arguments", "call_id"], call.EnumerateObject().Select(property => property.Name));
        JsonElement given = Assert.Single(Given.Json(setup.Cells("refund", "tool_outputs")[1]).EnumerateArray());
        Assert.Equal(["call_id", "name", "arguments", "output"], given.EnumerateObject().Select(property => property.Name));
        Assert.Equal(call.GetProperty("call_id").GetString(), given.GetProperty("call_id").GetString());
        Assert.Equal(["", "", "", "1"], setup.Cells("refund", "goal_completion_grade"));
        Assert.Equal(["[]", "[]"], [setup.Cells("refund", "tool_calls")[0], setup.Cells("refund", "tool_outputs")[0]]);
    }

    private static void AssertSummary(ConversationSetup setup)
    {
        string[] graders = ["tool_call", "tool_call_args", "brief_reply", "goal_completion", "clean_recovery", "correct_readback"];
        string[] figures =
        [
            "latency_first_audio_ms",
            "latency_first_text_ms",
            "latency_response_done_ms",
            "output_tokens",
            "output_audio_tokens",
            "output_text_tokens",
        ];
        string[] expected =
        [
            "total_rows", "failed_simulations", .. graders.Select(id => $"{id}_grade_mean"),
            .. figures.SelectMany(figure => new[] { $"{figure}_avg", $"{figure}_p50", $"{figure}_p95", $"{figure}_p99" }),
            "run_name", "assistant_model_default", "simulator_model_default", "input_audio_format",
            "output_audio_format", "chunk_ms", "sample_rate_hz", "real_time", "data_csv",
        ];
        JsonElement summary = setup.Files.Summary;
        Assert.Equal(expected, summary.EnumerateObject().Select(property => property.Name).Take(expected.Length));
        Assert.Equal((24, 0), (summary.GetProperty("total_rows").GetInt32(), summary.GetProperty("failed_simulations").GetInt32()));
        Assert.Equal(
            (7, 6, 1),
            (
                summary.GetProperty("planned").GetInt32(),
                summary.GetProperty("passed").GetInt32(),
                summary.GetProperty("failed").GetInt32()));
        IEnumerable<(string Column, string Key)> means = graders.Select(id => ($"{id}_grade", $"{id}_grade_mean"))
            .Concat(figures.Select(figure => (figure, $"{figure}_avg")));
        foreach ((string column, string key) in means)
        {
            double[] cells =
                [.. setup.Files.Column(column).Where(cell => cell.Length > 0)
                    .Select(cell => double.Parse(cell, System.Globalization.CultureInfo.InvariantCulture))];
            Assert.Equal(cells.Average(), summary.GetProperty(key).GetDouble(), 0.01);
        }
    }

    private static void AssertEvents(ConversationSetup setup, ConversationResult result)
    {
        string[] keys = ["type", "source", "turn_index", "event_index", "event_time_ms", "event"];
        IReadOnlyList<JsonElement> lines = setup.Files.Events(result.ConversationId);
        Assert.All(lines, line => Assert.Equal(keys, line.EnumerateObject().Select(property => property.Name).Take(keys.Length)));
        Assert.Equal(Enumerable.Range(1, lines.Count), lines.Select(line => line.GetProperty("event_index").GetInt32()));
        string[] sources = result.ConversationId == "scripted_two_orders" ? ["assistant"] : ["assistant", "simulator"];
        Assert.Equal(
            sources,
            lines.Select(line => line.GetProperty("source").GetString()!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        int last = result.EndReason == EndReason.EndCall ? result.TurnCount + 1 : result.TurnCount;
        foreach (string source in sources)
        {
            int[] turns =
                [.. lines.Where(line => line.GetProperty("source").GetString() == source)
                    .Select(line => line.GetProperty("turn_index").GetInt32())];
            Assert.Equal(turns.Order(), turns);
            Assert.Equal((0, true), (turns[0], turns[^1] <= last));
        }

        Assert.All(
            lines, line => Assert.Equal(line.GetProperty("type").GetString(), line.GetProperty("event").GetProperty("type").GetString()));
        int requests = lines.Count(
            line => line.GetProperty("type").GetString() == "response.create" && line.GetProperty("source").GetString() == "assistant");
        Assert.Equal(result.Turns.Sum(turn => turn.Segments.Count), requests);
    }

    private static void AssertTranscript(string text)
    {
        Assert.False(text.EndsWith('\n'));
        Assert.All(text.Split('\n'), line => Assert.Matches(@"\ATURN [1-9][0-9]* (?:USER|ASSISTANT|TOOL_CALL|TOOL_OUTPUT): \S", line));
        Assert.All(
            text.Split('\n').Where(line => line.Contains(" TOOL_", StringComparison.Ordinal)),
            line => Assert.Equal(JsonValueKind.Object, Given.Json(line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]).ValueKind));
    }

    private static void AssertFiles(ConversationSetup setup, TurnResult turn)
    {
        Assert.Equal(FormattableString.Invariant($"audio/{turn.ConversationId}/turn_{turn.TurnIndex:00}_user.wav"), turn.UserAudioPath);
        Assert.Equal(
            FormattableString.Invariant($"audio/{turn.ConversationId}/turn_{turn.TurnIndex:00}_assistant.wav"),
            turn.AssistantAudioPath);
        Assert.True(File.Exists(setup.Files.PathOf(turn.UserAudioPath)) && File.Exists(setup.Files.PathOf(turn.AssistantAudioPath)));
    }
}
