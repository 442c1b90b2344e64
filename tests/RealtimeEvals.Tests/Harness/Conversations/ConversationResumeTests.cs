using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations;

public sealed class ConversationResumeTests
{
    /// <summary>A file that a run depends on, what is replaced in it, and by what.</summary>
    public static TheoryData<string, string, string> Edits => new()
    {
        { "sim_refund.json", "Tobias Renner", "Tobias Rennert" },
        { "sim_refund.json", "RL-7302", "RL-7303" },
        { "system_prompt.txt", "Larkspur Home", "Larkspur House" },
        { "tools.json", "Looks up", "Finds out" },
        { "simulations.csv", "simulation_path\nrefund,sim_refund.json", "simulation_path,max_turns_override\nrefund,sim_refund.json,3" },
    };

    /// <summary>Settings that change what a run proves.</summary>
    public static TheoryData<string> Settings => new(
        "judge_samples", "judge_model", "trials", "max_turns", "tool_round_limit",
        "seed", "max_examples", "assistant_model_default", "chunk_ms");

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Edits))]
    public async Task Resume_after_a_file_was_edited_is_refused_and_changes_nothing(string file, string old, string replacement)
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund");
        await setup.RunAsync(TestContext.Current.CancellationToken);
        IReadOnlyDictionary<string, string> before = RunFiles.Contents(setup.RunPath);
        string path = setup.PathOf("data", file);
        string content = await File.ReadAllTextAsync(path);
        Assert.Contains(old, content, StringComparison.Ordinal);
        await File.WriteAllTextAsync(path, content.Replace(old, replacement, StringComparison.Ordinal));

        EvalException exception = await Assert.ThrowsAsync<EvalException>(() => setup.ResumeAsync(TestContext.Current.CancellationToken));

        Assert.Equal(nameof(EvalErrors.ResumeMismatch), exception.ErrorId);
        Assert.Contains("simulations_sha256", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, RunFiles.Contents(setup.RunPath));
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Settings))]
    public async Task Resume_with_another_setting_is_refused_and_changes_nothing(string name)
    {
        await using ConversationSetup setup = new ConversationSetup().Use("private_details");
        await setup.RunAsync(TestContext.Current.CancellationToken);
        IReadOnlyDictionary<string, string> before = RunFiles.Contents(setup.RunPath);
        setup.Options = With(setup.Options, name);

        EvalException exception = await Assert.ThrowsAsync<EvalException>(() => setup.ResumeAsync(TestContext.Current.CancellationToken));

        Assert.Equal(nameof(EvalErrors.ResumeMismatch), exception.ErrorId);
        Assert.Contains($"({name})", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, RunFiles.Contents(setup.RunPath));
    }

    [Fact(Timeout = 300_000)]
    public async Task Resume_of_a_finished_run_asks_nobody_and_emits_everything()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund", "change_of_mind");
        IReadOnlyList<ConversationResult> first = await setup.RunAsync(TestContext.Current.CancellationToken);
        string[] journal = setup.Files.JournalLines;
        string table = setup.Files.ReadShared("results.csv");
        setup.Switch("handshake:500@assistant", "handshake:500@simulator", "judge:500");

        IReadOnlyList<ConversationResult> again = await setup.ResumeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(first, again);
        Assert.Equal(journal, setup.Files.JournalLines);
        Assert.Equal(table, setup.Files.ReadShared("results.csv"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Resume_after_the_last_line_of_the_journal_was_torn_only_judges_again()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("change_of_mind", "refund");
        setup.Options = setup.Options with { ThrottleLimit = 1 };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        setup.Files.Tear();
        setup.Switch("handshake:500@assistant", "handshake:500@simulator");

        IReadOnlyList<ConversationResult> results = await setup.ResumeAsync(TestContext.Current.CancellationToken);

        Assert.Equal([Outcome.Fail, Outcome.Pass], results.Select(result => result.Outcome));
        Assert.Equal(["change_of_mind", "refund"], setup.Journal.Select(entry => entry.ConversationId).Distinct(StringComparer.Ordinal));
        Assert.Equal(8, setup.Files.Table.Rows.Count);
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_that_is_stopped_while_it_holds_a_conversation_keeps_the_finished_ones()
    {
        await using ConversationSetup setup = new ConversationSetup("stall:60000@refund/assistant#2").Use(
            "private_details", "refund", "order_status");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        setup.Options = setup.Options with { ThrottleLimit = 1 };
        setup.Sink = new CollectingSink { OnProgress = report => StopAt(report, "refund turn 2 of 8", stop) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => setup.RunAsync(stop.Token));

        Assert.Equal("private_details", Assert.Single(setup.Sink.Items.OfType<ConversationResult>()).ConversationId);
        Assert.Equal(
            ("cancelled", 1),
            (setup.Files.Manifest.GetProperty("state").GetString(), setup.Files.Manifest.GetProperty("finished").GetInt32()));
        Assert.Equal((1, 3), (setup.Files.Summary.GetProperty("passed").GetInt32(), setup.Files.Summary.GetProperty("planned").GetInt32()));
        Assert.NotEqual("pass", setup.Files.Summary.GetProperty("run_outcome").GetString());
        Assert.StartsWith("TURN 1 USER: Hi there.", setup.Transcript("refund"), StringComparison.Ordinal);
        setup.Switch("handshake:500@private_details");

        IReadOnlyList<ConversationResult> results = await setup.ResumeAsync(TestContext.Current.CancellationToken);

        Assert.Equal([Outcome.Pass, Outcome.Pass, Outcome.Pass], results.Select(result => result.Outcome));
        Assert.Equal(11, setup.Files.Table.Rows.Count);
        Assert.Equal(
            ("completed", 1),
            (setup.Files.Manifest.GetProperty("state").GetString(), setup.Files.Manifest.GetProperty("resumed").GetInt32()));
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_that_is_stopped_while_it_judges_holds_that_conversation_not_again()
    {
        await using ConversationSetup setup = new ConversationSetup("judge:hang@refund").Use("refund");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        setup.Sink = new CollectingSink { OnProgress = report => StopAt(report, "refund judge", stop) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => setup.RunAsync(stop.Token));

        ConversationResult held = Assert.Single(setup.Journal);
        Assert.Equal((EndReason.EndCall, false, 4), (held.EndReason, held.IsJudged, held.TurnCount));
        Assert.Equal("cancelled", setup.Files.Manifest.GetProperty("state").GetString());
        setup.Switch("handshake:500@assistant", "handshake:500@simulator");

        ConversationResult result = Assert.Single(await setup.ResumeAsync(TestContext.Current.CancellationToken));

        Assert.Equal((Outcome.Pass, true), (result.Outcome, result.IsJudged));
        Assert.Equal(held.Turns.Select(turn => turn.StartedAt), result.Turns.Select(turn => turn.StartedAt));
        Assert.Equal(4, setup.Files.Table.Rows.Count);
    }

    [Fact(Timeout = 300_000)]
    public async Task New_attempt_has_evidence_of_its_own_and_leaves_that_of_the_first()
    {
        await using ConversationSetup setup = new ConversationSetup("error@refund/assistant#4").Use("refund");
        await setup.RunAsync(TestContext.Current.CancellationToken);
        string[] first = SoundsIn(setup, "audio");
        Assert.Contains("turn_03_assistant.wav", first);
        setup.Switch("error@refund/assistant#2");

        ConversationResult result = Assert.Single(await setup.ResumeAsync(TestContext.Current.CancellationToken));

        Assert.Equal((1, 2), (result.TurnCount, result.Attempts));
        Assert.Equal(["turn_01_assistant.wav", "turn_01_user.wav", "turn_02_user.wav"], SoundsIn(setup, "attempts", "2", "audio"));
        Assert.Equal(first, SoundsIn(setup, "audio"));
        Assert.StartsWith("attempts/2/events/", result.EventLogPath, StringComparison.Ordinal);
        Assert.Equal([1, 2], setup.Journal.Select(entry => entry.Attempts));
        Assert.Equal(["", "2"], setup.Cells("refund", "attempts"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Resume_that_only_judges_keeps_the_rows_of_what_was_held()
    {
        await using ConversationSetup setup = new ConversationSetup("judge:prose@refund").Use("refund", "private_details");
        await setup.RunAsync(TestContext.Current.CancellationToken);
        setup.Switch();
        setup.Options = setup.Options with { Resume = true, RetryErrors = true };
        IReadOnlyList<string> rows = [];
        setup.Sink = new CollectingSink
        {
            OnProgress = report =>
            {
                if (report.Current == "refund judge") rows = setup.Files.Column("conversation_id");
            },
        };

        await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(7, setup.Files.Table.Rows.Count);
        Assert.Equal(4, rows.Count(id => id == "refund"));
    }

    private static string[] SoundsIn(ConversationSetup setup, params string[] folder) =>
    [
        .. Directory.GetFiles(setup.Files.PathOf([.. folder, "refund"]))
            .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal),
    ];

    private static void StopAt(RunProgress report, string place, CancellationTokenSource stop)
    {
        if (report.Current == place) stop.Cancel();
    }

    private static SimulationOptions With(SimulationOptions options, string name) => name switch
    {
        "judge_samples" => options with { JudgeSamples = 3 },
        "judge_model" => options with { JudgeModel = "gpt-5.2" },
        "trials" => options with { Trials = 2 },
        "max_turns" => options with { Overrides = options.Overrides with { MaximumTurns = 6 } },
        "tool_round_limit" => options with { ToolRoundLimit = 4 },
        "seed" => options with { Seed = 2 },
        "max_examples" => options with { MaximumCases = 1 },
        "assistant_model_default" => options with { Overrides = options.Overrides with { AgentModel = "gpt-realtime-2.1" } },
        _ => options with { Overrides = options.Overrides with { ChunkMilliseconds = 40 } },
    };
}
