using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RealtimeEvals.Audio;
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

    [Fact(Timeout = 60_000)]
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

    [Theory(Timeout = 60_000)]
    [InlineData("sim_refund.json")]
    [InlineData("tools.json")]
    public async Task File_that_goes_away_while_its_conversation_is_held_is_told_as_it_was_read(string file)
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund");
        string toolsPath = setup.PathOf("data", "tools.json");
        (string simulation, string tools) = (HashOf(setup.PathOf("data", "sim_refund.json")), HashOf(toolsPath));
        setup.Sink = new CollectingSink
        {
            OnEmit = item =>
            {
                if (item is TurnResult { TurnIndex: 1 }) File.Delete(setup.PathOf("data", file));
            },
        };

        ConversationResult result = Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.False(File.Exists(setup.PathOf("data", file)));
        Assert.Equal((Outcome.Pass, simulation, tools), (result.Outcome, result.Settings.SimulationSha256, result.Settings.ToolsSha256));
        Assert.Equal("completed", setup.Files.Manifest.GetProperty("state").GetString());

        static string HashOf(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Tokens_of_the_caller_are_those_of_all_its_lines_the_last_one_too()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund");

        ConversationResult result = Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        JsonElement[] answers =
            [.. setup.Files.Events("refund")
                .Where(line =>
                    line.GetProperty("type").GetString() == "response.done" && line.GetProperty("source").GetString() == "simulator")];
        Assert.Equal(EndReason.EndCall, result.EndReason);
        Assert.Equal(answers.Sum(line => OutputTokens(line)), result.CallerUsage.OutputTokens);

        static int OutputTokens(JsonElement line) =>
            line.GetProperty("event").GetProperty("response").GetProperty("usage").GetProperty("output_tokens").GetInt32();
    }

    [Fact(Timeout = 60_000)]
    public async Task Transcript_is_that_of_the_reference_line_by_line()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund");

        await setup.RunAsync(TestContext.Current.CancellationToken);

        string[] expected =
        [
            "TURN 1 USER: Hi there. The table lamp I bought arrived with a cracked base, and I would like my money back.",
            "TURN 1 ASSISTANT: I am sorry that it arrived with a cracked base. What is the order number for the refund, please?",
            "TURN 2 USER: Let me see. It says LK 1002.",
            "TURN 2 ASSISTANT: Thank you. I am refunding order LK-1002, which arrived with a cracked base.",
            """TURN 2 TOOL_CALL: {"name":"refund_order","arguments":"""
            + """{"order_id":"LK-1002","reason":"arrived with a cracked base"},"call_id":"ID"}""",
            """TURN 2 TOOL_OUTPUT: {"name":"refund_order","output":"""
            + """{"order_id":"LK-1002","status":"refunded","amount":"48 dollars","reference":"RL-7302"},"call_id":"ID"}""",
            "TURN 2 ASSISTANT: That is done: 48 dollars go back to your card, and the reference is RL-7302.",
            "TURN 3 USER: Oh, good. How long will that take?",
            "TURN 3 ASSISTANT: It reaches your card within five working days. Can I do anything else for you?",
            "TURN 4 USER: No, you have been a great help. Goodbye.",
            "TURN 4 ASSISTANT: You are welcome. Thank you for calling Larkspur Home, and goodbye.",
            "TURN 5 USER: END_CALL",
        ];
        Assert.Equal(
            string.Join('\n', expected),
            Regex.Replace(setup.Transcript("refund"), "call_item_[a-z0-9_]+", "ID", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact(Timeout = 60_000)]
    public async Task Everything_is_on_disk_before_it_is_shown()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund");
        var missing = new List<string>();
        setup.Sink = new CollectingSink { OnEmit = item => Look(setup, item, missing) };

        await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(missing);
        Assert.Equal(5, setup.Sink.Items.Count);
    }

    [Theory(Timeout = 60_000)]
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

    [Fact(Timeout = 60_000)]
    public async Task Trials_are_conversations_of_their_own()
    {
        await using ConversationSetup setup = new ConversationSetup("status:failed@private_details.trial2/assistant#3").Use(
            "private_details", "change_of_mind");
        setup.Options = setup.Options with { Trials = 2 };

        IReadOnlyList<ConversationResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["private_details.trial1", "private_details.trial2", "change_of_mind.trial1", "change_of_mind.trial2"],
            results.Select(result => result.ConversationId));
        Assert.Equal([Outcome.Pass, Outcome.Error, Outcome.Fail, Outcome.Fail], results.Select(result => result.Outcome));
        Assert.Equal(
            [("private_details", 1), ("private_details", 2), ("change_of_mind", 1), ("change_of_mind", 2)],
            results.Select(result => (result.SimulationId, result.Trial)));
        Assert.Equal(["1", "2", "3"], setup.Cells("private_details.trial1", "turn_index"));
        Assert.All(setup.Cells("private_details.trial2", "trial"), cell => Assert.Equal("2", cell));
        Assert.All(
            results,
            result =>
                Assert.True(
                    File.Exists(setup.Files.PathOf("events", $"{result.ConversationId}.jsonl"))
                    && Directory.Exists(setup.Files.PathOf("audio", result.ConversationId))));
        JsonElement summary = setup.Files.Summary;
        Assert.Equal((4, 1), (summary.GetProperty("planned").GetInt32(), summary.GetProperty("failed_simulations").GetInt32()));
        Assert.Equal((0.25, 2), (summary.GetProperty("pass^1").GetDouble(), summary.GetProperty("pass^1_n").GetInt32()));
        Assert.Equal((0.0, 2), (summary.GetProperty("pass^2").GetDouble(), summary.GetProperty("pass^2_n").GetInt32()));
        Assert.Equal(results[0].Turns.Select(turn => turn.SpeechSha256), results[1].Turns.Take(3).Select(turn => turn.SpeechSha256));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("g711_ulaw", "g711_ulaw", "audio/pcmu", "audio/pcmu")]
    [InlineData("g711_alaw", "g711_ulaw", "audio/pcma", "audio/pcmu")]
    [InlineData("pcm16", "g711_alaw", "audio/pcm", "audio/pcma")]
    [InlineData("g711_ulaw", "pcm16", "audio/pcmu", "audio/pcm")]
    public async Task Caller_and_agent_understand_each_other_in_any_formats(
        string input, string output, string inputType, string outputType)
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund", "scripted_two_orders");
        foreach (string id in (string[])["refund", "scripted_two_orders"])
        {
            setup.Change(id, simulation => (simulation["audio"]!["input_format"], simulation["audio"]!["output_format"]) = (input, output));
        }

        IReadOnlyList<ConversationResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.All(results, result => Assert.Equal((Outcome.Pass, ""), (result.Outcome, result.ErrorMessage)));
        AudioFormat spoken = AudioFormat.OnTheWire(AudioFormat.ParseEncoding(output), 24_000);
        AudioFormat heard = AudioFormat.OnTheWire(AudioFormat.ParseEncoding(input), 24_000);
        TurnResult turn = results[0].Turns[0];
        WavAudio caller = WavReader.Read(await File.ReadAllBytesAsync(setup.Files.PathOf(turn.UserAudioPath)));
        Assert.Equal(
            (spoken, spoken),
            (caller.Format, WavReader.Read(await File.ReadAllBytesAsync(setup.Files.PathOf(turn.AssistantAudioPath))).Format));
        Assert.Equal(caller.Duration.TotalMilliseconds, turn.SpeechMs!.Value, 1.0);
        Assert.Equal((heard.ToString(), spoken.ToString()), (results[0].Settings.InputFormat, results[0].Settings.OutputFormat));
        JsonElement[] updates = [.. setup.Files.Events("refund").Where(line => line.GetProperty("type").GetString() == "session.update")
            .Select(line => line.GetProperty("event").GetProperty("session"))
            .Where(session => session.TryGetProperty("audio", out _))
            .Select(session => session.GetProperty("audio"))];
        Assert.Equal(2, updates.Length);
        Assert.All(updates, audio => Assert.Equal((inputType, outputType), (TypeOf(audio, "input"), TypeOf(audio, "output"))));
        int longest = new Events(setup.Files.PathOf("events", "refund.jsonl")).Of("input_audio_buffer.append").Max(
            sent => LengthOf(sent.GetProperty("audio").GetString()!));
        Assert.Equal(Convert.ToBase64String(new byte[heard.BytesIn(TimeSpan.FromMilliseconds(20))]).Length, longest);
    }

    [Fact(Timeout = 60_000)]
    public async Task Run_that_is_not_confirmed_leaves_nothing()
    {
        await using var setup = new ConversationSetup();
        setup.Sink = new CollectingSink { Confirms = false };

        await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(7, Assert.IsType<RunPlan>(Assert.Single(setup.Sink.Items)).Planned);
        Assert.False(Directory.Exists(setup.Options.ResultsPath));
    }

    [Fact(Timeout = 60_000)]
    public async Task Forced_run_leaves_nothing_of_the_one_before()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("private_details", "refund");
        await setup.RunAsync(TestContext.Current.CancellationToken);
        setup.Options = setup.Options with { MaximumCases = 1, Force = true };
        setup.Sink = new CollectingSink();

        Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Empty(Directory.GetFileSystemEntries(setup.RunPath, "*refund*", SearchOption.AllDirectories));
        Assert.Equal(3, setup.Files.Table.Rows.Count);
    }

    /// <summary>The length of audio that the log may have cut.</summary>
    private static int LengthOf(string audio)
    {
        Match cut = Regex.Match(audio, @"\.\.\.\[truncated (?<cut>[0-9]+) chars\]\z", RegexOptions.None, TimeSpan.FromSeconds(1));
        return cut.Success
            ? cut.Index + int.Parse(cut.Groups["cut"].Value, System.Globalization.CultureInfo.InvariantCulture)
            : audio.Length;
    }

    private static string? TypeOf(JsonElement audio, string side) =>
        audio.GetProperty(side).GetProperty("format").GetProperty("type").GetString();

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

    private static void Look(ConversationSetup setup, object item, List<string> missing)
    {
        if (item is TurnResult turn)
        {
            if (setup.Files.Table.Rows.Count != turn.TurnIndex) missing.Add($"row of {turn}");
            if (!setup.Transcript("refund").Contains(turn.UserText, StringComparison.Ordinal)) missing.Add($"transcript of {turn}");
            if (!File.Exists(setup.Files.PathOf(turn.AssistantAudioPath))) missing.Add($"sound of {turn}");
        }
        else if (item is ConversationResult conversation)
        {
            if (!setup.Journal.Any(entry => entry.IsJudged && entry.Outcome == conversation.Outcome)) missing.Add("journal");
            if (!setup.Record("refund").IsJudged) missing.Add("record");
        }
    }
}
