using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations;

/// <summary>A caller that breaks a rule proves nothing about the agent: its conversation is kept, told, and never held again.</summary>
public sealed class InvalidCallerTests
{
    private const string Hit = "refund";
    private const string FirstLine = "Hi there. The table lamp I bought arrived with a cracked base, and I would like my money back.";

    /// <summary>What the caller says in its second turn, and what that is.</summary>
    public static TheoryData<string, CallerViolation> Lines => new()
    {
        { "How can I help you today?", CallerViolation.RoleInversion },
        { "{line}", CallerViolation.RepeatedLine },
        { "\"Let me see. It says LK 1002.\"", CallerViolation.Decoration },
        { "*sighs* It says LK 1002.", CallerViolation.Decoration },
        { "(laughs) It says LK 1002.", CallerViolation.Decoration },
        { "Customer: It says LK 1002.", CallerViolation.Decoration },
        { "It says LK-7777.", CallerViolation.InventedFact },
        { "Write to tobias@example.org, please.", CallerViolation.InventedFact },
        { "Thank you, goodbye. END_CALL", CallerViolation.SpokenEnd },
        { "END_CALL", CallerViolation.EarlyEnd },
        { "...", CallerViolation.EmptyLine },
    };

    /// <summary>What the caller says in its first turn, and what that is.</summary>
    public static TheoryData<string, CallerViolation> Beginnings => new()
    {
        { "Hi there. My lamp is broken.", CallerViolation.NotAsWritten },
        { "END_CALL", CallerViolation.EarlyEnd },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Lines))]
    public async Task Caller_that_breaks_a_rule_is_not_heard_by_the_agent(string line, CallerViolation fault)
    {
        using SandboxRules rules = new SandboxRules().CallerSays(line);
        await using ConversationSetup setup = new ConversationSetup(rules.Options).Use(Hit, "private_details");
        string said = line.Replace("{line}", FirstLine, StringComparison.Ordinal);

        IReadOnlyList<ConversationResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        AssertKept(setup, results, fault, turn: 2, said);
        Assert.Equal(["1"], setup.Cells(Hit, "turn_index"));
        Assert.True(File.Exists(setup.Files.PathOf("audio", Hit, "turn_02_user.wav")));
        Assert.EndsWith($"\nTURN 2 USER: {said}", setup.Transcript(Hit), StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Beginnings))]
    public async Task Caller_that_breaks_a_rule_at_once_is_not_heard_by_the_agent(string line, CallerViolation fault)
    {
        using SandboxRules rules = new SandboxRules().CallerBegins(line);
        await using ConversationSetup setup = new ConversationSetup(rules.Options).Use(Hit, "private_details");

        IReadOnlyList<ConversationResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        AssertKept(setup, results, fault, turn: 1, line);
        Assert.Single(setup.Cells(Hit, "turn_index"));
        Assert.Equal($"TURN 1 USER: {line}", setup.Transcript(Hit));
    }

    [Fact(Timeout = 300_000)]
    public async Task Caller_that_breaks_a_rule_at_once_leaves_a_result_that_knows_its_run()
    {
        using SandboxRules rules = new SandboxRules().CallerBegins("Hi there. My lamp is broken.");
        await using ConversationSetup setup = new ConversationSetup(rules.Options).Use(Hit);

        ConversationResult result = Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(setup.RunPath, result.RunPath);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("table")]
    [InlineData("csv")]
    [InlineData("json")]
    public async Task Command_line_shows_a_run_whose_only_caller_broke_a_rule_at_once(string style)
    {
        using SandboxRules rules = new SandboxRules().CallerBegins("Hi there. My lamp is broken.");
        await using ConversationSetup setup = new ConversationSetup(rules.Options).Use(Hit);

        var said = await Support.Cli.RunAsync(
            setup.Folder, null, "run",
            "--endpoint", setup.Sandbox.Endpoint.AbsoluteUri, "--speech-cache", setup.Options.SpeechCachePath,
            "--data-csv", setup.Options.DataPath, "--run-name", "test", "--output", style);

        Assert.DoesNotContain("error Unexpected", said.Error, StringComparison.Ordinal);
        Assert.Contains(Hit, said.Output, StringComparison.Ordinal);
        Assert.Equal("inconclusive", Assert.Single(setup.Cells(Hit, "outcome")));
    }

    [Fact(Timeout = 300_000)]
    public async Task Caller_that_repeats_itself_when_asked_to_breaks_no_rule()
    {
        using SandboxRules rules = new SandboxRules().AgentAnswers("\\btable lamp\\b", "Sorry, could you repeat that, please?");
        await using ConversationSetup setup = new ConversationSetup(rules.Options).Use(Hit);
        setup.Options = setup.Options with { Overrides = setup.Options.Overrides with { MaximumTurns = 2 } };

        ConversationResult result = Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal((EndReason.MaxTurns, 0), (result.EndReason, result.CallerFindings.Count));
        Assert.Equal([FirstLine, FirstLine], result.Turns.Select(turn => turn.UserText));
    }

    [Fact(Timeout = 300_000)]
    public async Task Invalid_callers_above_the_limit_make_the_run_inconclusive_and_warn()
    {
        using SandboxRules rules = new SandboxRules().CallerSays("How can I help you today?");
        await using ConversationSetup setup = new ConversationSetup(rules.Options).Use(Hit, "change_of_mind", "private_details");
        setup.Options = setup.Options with { InvalidCallerLimit = 0.3 };

        await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ("inconclusive", 1),
            (setup.Files.Summary.GetProperty("run_outcome").GetString(), setup.Files.Summary.GetProperty("invalid_callers").GetInt32()));
        Assert.Equal(1.0 / 3, setup.Files.Summary.GetProperty("invalid_caller_share").GetDouble(), 9);
        Assert.Single(
            setup.Sink.Warnings, warning => warning.Contains("In 1 of 3 conversations the caller broke a rule", StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task Invalid_callers_below_the_limit_leave_the_verdict_to_the_others()
    {
        using SandboxRules rules = new SandboxRules().CallerSays("How can I help you today?");
        await using ConversationSetup setup = new ConversationSetup(rules.Options).Use(Hit, "change_of_mind", "private_details");
        setup.Options = setup.Options with { InvalidCallerLimit = 0.34 };

        await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ("fail", 1),
            (setup.Files.Summary.GetProperty("run_outcome").GetString(), setup.Files.Summary.GetProperty("invalid_callers").GetInt32()));
        Assert.DoesNotContain(setup.Sink.Warnings, warning => warning.Contains("broke a rule", StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task Resume_keeps_a_conversation_whose_caller_broke_a_rule()
    {
        using SandboxRules rules = new SandboxRules().CallerSays("How can I help you today?");
        await using ConversationSetup setup = new ConversationSetup(rules.Options).Use(Hit, "private_details");
        IReadOnlyList<ConversationResult> first = await setup.RunAsync(TestContext.Current.CancellationToken);
        string[] before = setup.Files.JournalLines;
        IReadOnlyDictionary<string, string> events = RunFiles.Contents(setup.RunPath, "events");
        setup.Switch();

        IReadOnlyList<ConversationResult> again = await setup.ResumeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(first, again);
        Assert.Equal(before, setup.Files.JournalLines);
        Assert.Equal(events, RunFiles.Contents(setup.RunPath, "events"));
        Assert.Equal(1, setup.Files.Summary.GetProperty("invalid_callers").GetInt32());
    }

    private static void AssertKept(
        ConversationSetup setup, IReadOnlyList<ConversationResult> results, CallerViolation fault, int turn, string said)
    {
        ConversationResult hit = results[0];
        Assert.Equal(
            (Outcome.Inconclusive, EndReason.InvalidCaller, turn - 1, said),
            (hit.Outcome, hit.EndReason, hit.TurnCount, hit.LastLine));
        Assert.Equal((fault, turn), (Assert.Single(hit.CallerFindings).Fault, hit.CallerFindings[0].TurnIndex));
        Assert.Equal(("", "", turn - 1), (hit.FailureSource, hit.FailureStage, hit.Turns.Count));
        Assert.DoesNotContain(setup.Files.Events(Hit), line => Sent(line, turn));
        Assert.Contains(fault.ToString(), setup.Cells(Hit, "caller_findings")[^1], StringComparison.Ordinal);
        Assert.Equal(("inconclusive", "invalid_caller"), (setup.Cells(Hit, "outcome")[^1], setup.Cells(Hit, "end_reason")[^1]));
        Assert.Equal(
            (1, 1),
            (
                setup.Files.Summary.GetProperty("invalid_callers").GetInt32(),
                setup.Files.Summary.GetProperty("ended_by_invalid_caller").GetInt32()));
        Assert.Equal("", setup.Cells(Hit, "goal_completion_grade")[^1]);
        Assert.Equal(hit.CallerFindings, setup.Record(Hit).CallerFindings);
        Assert.Equal(Outcome.Pass, results[1].Outcome);
    }

    /// <summary>Whether anything went to the agent in a turn or after it.</summary>
    private static bool Sent(JsonElement line, int turn) =>
        line.GetProperty("source").GetString() == "assistant"
        && line.GetProperty("direction").GetString() == "client"
        && line.GetProperty("turn_index").GetInt32() >= turn;
}
