using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations;

/// <summary>What goes wrong on one side of one conversation costs that conversation its verdict and nothing else.</summary>
public sealed class ConversationFaultTests
{
    private const string Hit = "refund";

    private static readonly string[] Simulations = ["change_of_mind", Hit, "private_details"];

    [Fact]
    public void Faults_are_all_covered()
    {
        IEnumerable<FaultKind> covered =
            ConversationFaults.OfTurn.Select(one => one.Fault).Concat(ConversationFaults.OfConnection.Select(one => one.Fault))
                .Select(fault => SandboxFault.Parse(fault).Kind).Append(FaultKind.Empty);

        Assert.Equal(
            [FaultKind.Speech, FaultKind.Judge, FaultKind.Transcribe, FaultKind.Answer, FaultKind.Hosted, FaultKind.ClientSecret],
            Enum.GetValues<FaultKind>().Except(covered));
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(ConversationFaults.TurnRows), MemberType = typeof(ConversationFaults))]
    public async Task Run_with_a_fault_in_one_turn_fails_that_conversation_and_keeps_its_finished_turn(
        string side, string fault, string stage, string words, bool isHeard)
    {
        await using ConversationSetup setup = new ConversationSetup($"{fault}@{Hit}/{side}#2").Use(Simulations);
        if (IsWaitedFor(stage)) setup.Options = setup.Options with { Limits = Patience.Brief, RetryLimit = TimeSpan.FromSeconds(2) };

        IReadOnlyList<ConversationResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        ConversationResult hit = Find(results);
        if (stage.Length == 0)
        {
            AssertUnharmed(setup, hit);
        }
        else
        {
            bool isAgents = side == "assistant";
            AssertFailed(setup, hit, side, stage, words, turns: 1);
            Assert.Equal([1, 2], hit.Turns.Select(turn => turn.TurnIndex));
            Assert.Equal(["", stage], hit.Turns.Select(turn => turn.FailureStage));
            Assert.Equal(["1", "2"], setup.Cells(Hit, "turn_index"));
            Assert.Equal(["ok", "failed"], setup.Cells(Hit, "status"));
            Assert.Equal(["", stage], setup.Cells(Hit, "failure_stage"));
            string[] audio =
            [
                "turn_01_assistant.wav",
                "turn_01_user.wav",
                .. isAgents && isHeard ? ["turn_02_assistant.wav"] : Array.Empty<string>(),
                .. isAgents ? ["turn_02_user.wav"] : Array.Empty<string>(),
            ];
            Assert.Equal(audio, AudioOf(setup));
            Assert.StartsWith(
                $"TURN 1 USER: {hit.Turns[0].UserText}\nTURN 1 ASSISTANT: {hit.Turns[0].AssistantText}",
                setup.Transcript(Hit),
                StringComparison.Ordinal);
            Assert.Equal(isAgents, setup.Transcript(Hit).Contains("\nTURN 2 USER: Let me see. It says LK 1002.", StringComparison.Ordinal));
            Assert.NotNull(hit.Turns[0].LatencyResponseDoneMs);
            Assert.Null(hit.Turns[1].LatencyResponseDoneMs);
            Assert.NotEmpty(hit.Turns[0].Grades);
            Assert.Empty(hit.Turns[1].Grades);
        }

        AssertOthers(setup, results, stage.Length == 0 ? Outcome.Pass : Outcome.Error);
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(ConversationFaults.ConnectionRows), MemberType = typeof(ConversationFaults))]
    public async Task Run_with_a_connection_that_fails_fails_that_conversation_alone(string side, string fault, string stage, string words)
    {
        await using ConversationSetup setup = new ConversationSetup($"{fault}@{Hit}/{side}").Use(Simulations);
        if (IsWaitedFor(stage)) setup.Options = setup.Options with { Limits = Patience.Brief, RetryLimit = TimeSpan.FromSeconds(2) };

        IReadOnlyList<ConversationResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        ConversationResult hit = Find(results);
        if (stage.Length == 0)
        {
            AssertUnharmed(setup, hit);
        }
        else
        {
            AssertFailed(setup, hit, side, stage, words, turns: 0);
            Assert.Equal((0, stage), (Assert.Single(hit.Turns).TurnIndex, hit.Turns[0].FailureStage));
            Assert.Equal(["0"], setup.Cells(Hit, "turn_index"));
            Assert.Equal(["failed"], setup.Cells(Hit, "status"));
            Assert.Empty(setup.Transcript(Hit));
            Assert.False(Directory.Exists(setup.Files.PathOf("audio", Hit)));
        }

        AssertOthers(setup, results, stage.Length == 0 ? Outcome.Pass : Outcome.Error);
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_whose_agent_says_nothing_is_inconclusive_there()
    {
        await using ConversationSetup setup = new ConversationSetup($"empty@{Hit}/assistant#2").Use(Simulations);

        IReadOnlyList<ConversationResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        ConversationResult hit = Find(results);
        Assert.Equal(
            (Outcome.Inconclusive, EndReason.AgentSilent, "", ""),
            (hit.Outcome, hit.EndReason, hit.FailureSource, hit.FailureStage));
        Assert.Contains("no sound, no text and no call", hit.Rationale, StringComparison.Ordinal);
        Assert.Equal(["1", "2"], setup.Cells(Hit, "turn_index"));
        Assert.Equal(["turn_01_assistant.wav", "turn_01_user.wav", "turn_02_user.wav"], AudioOf(setup));
        Assert.Empty(hit.CallerFindings);
        AssertOthers(setup, results, Outcome.Inconclusive);
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_whose_caller_says_nothing_is_inconclusive_there()
    {
        await using ConversationSetup setup = new ConversationSetup($"empty@{Hit}/simulator#2").Use(Simulations);

        IReadOnlyList<ConversationResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        ConversationResult hit = Find(results);
        Assert.Equal((Outcome.Inconclusive, EndReason.InvalidCaller, 1), (hit.Outcome, hit.EndReason, hit.TurnCount));
        Assert.Equal((CallerViolation.EmptyLine, 2), (Assert.Single(hit.CallerFindings).Fault, hit.CallerFindings[0].TurnIndex));
        Assert.Equal(["1"], setup.Cells(Hit, "turn_index"));
        Assert.Equal(["turn_01_assistant.wav", "turn_01_user.wav"], AudioOf(setup));
        AssertOthers(setup, results, Outcome.Inconclusive);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("speech:500")]
    [InlineData("speech:400")]
    public async Task Run_whose_written_caller_gets_no_speech_fails_there(string fault)
    {
        await using ConversationSetup setup = new ConversationSetup($"{fault}@scripted_two_orders").Use(
            "scripted_two_orders", "private_details");
        setup.Options = setup.Options with { Limits = Patience.Brief };

        IReadOnlyList<ConversationResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            (Outcome.Error, EndReason.Failed, "simulator", FailureStage.Speech),
            (results[0].Outcome, results[0].EndReason, results[0].FailureSource, results[0].FailureStage));
        Assert.Equal(Outcome.Pass, results[1].Outcome);
        Assert.Equal(["failed"], setup.Cells("scripted_two_orders", "status"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_whose_conversation_failed_is_resumed_and_holds_only_that_one_again()
    {
        await using ConversationSetup setup = new ConversationSetup($"error@{Hit}/assistant#2").Use(Simulations);
        await setup.RunAsync(TestContext.Current.CancellationToken);
        string[] before = setup.Files.JournalLines;
        setup.Switch("handshake:500@change_of_mind", "handshake:500@private_details");

        IReadOnlyList<ConversationResult> results = await setup.ResumeAsync(TestContext.Current.CancellationToken);

        Assert.Equal([Outcome.Fail, Outcome.Pass, Outcome.Pass], results.Select(result => result.Outcome));
        Assert.Equal(before, setup.Files.JournalLines[..before.Length]);
        Assert.All(setup.Journal.Skip(before.Length), entry => Assert.Equal(Hit, entry.ConversationId));
        Assert.Equal(["1", "2", "3", "4"], setup.Cells(Hit, "turn_index"));
        Assert.All(setup.Cells(Hit, "status"), status => Assert.Equal("ok", status));
        Assert.Equal(
            (0, "completed"),
            (setup.Files.Summary.GetProperty("errored").GetInt32(), setup.Files.Manifest.GetProperty("state").GetString()));
    }

    /// <summary>Whether the limit of silence, or of trying again, has to pass.</summary>
    private static bool IsWaitedFor(string stage) =>
        stage is FailureStage.ResponseTimeout or FailureStage.Connection or FailureStage.Handshake;

    private static ConversationResult Find(IReadOnlyList<ConversationResult> results) =>
        Assert.Single(results, result => result.ConversationId == Hit);

    private static string[] AudioOf(ConversationSetup setup) =>
        [.. Directory.GetFiles(setup.Files.PathOf("audio", Hit)).Order(StringComparer.Ordinal).Select(path => Path.GetFileName(path))];

    private static void AssertFailed(ConversationSetup setup, ConversationResult hit, string side, string stage, string words, int turns)
    {
        Assert.Equal(
            (Outcome.Error, EndReason.Failed, side, stage, turns),
            (hit.Outcome, hit.EndReason, hit.FailureSource, hit.FailureStage, hit.TurnCount));
        Assert.Contains(words, hit.ErrorMessage, StringComparison.Ordinal);
        Assert.NotEmpty(hit.ErrorType);
        Assert.Null(hit.GoalReached);
        Assert.Empty(hit.Grades);
        Assert.Equal(Hit, Assert.Single(setup.Sink.Errors).CaseId);
        Assert.Equal(hit, (ConversationResult)((IStoredResult)setup.Record(Hit)).At(setup.RunPath));
        Assert.Equal("", setup.Cells(Hit, "goal_completion_grade")[^1]);
    }

    private static void AssertUnharmed(ConversationSetup setup, ConversationResult hit)
    {
        Assert.Equal((Outcome.Pass, EndReason.EndCall, 4, ""), (hit.Outcome, hit.EndReason, hit.TurnCount, hit.FailureStage));
        Assert.Equal(9, AudioOf(setup).Length); // The sign for the end of the call has sound too.
        Assert.Empty(setup.Sink.Errors);
    }

    private static void AssertOthers(ConversationSetup setup, IReadOnlyList<ConversationResult> results, Outcome outcome)
    {
        Assert.Equal(Simulations, results.Select(result => result.ConversationId));
        Assert.Equal((Outcome.Fail, EndReason.EndCall, 4), (results[0].Outcome, results[0].EndReason, results[0].TurnCount));
        Assert.Equal((Outcome.Pass, EndReason.EndCall, 3), (results[2].Outcome, results[2].EndReason, results[2].TurnCount));
        JsonElement summary = setup.Files.Summary;
        string[] keys = ["planned", "passed", "failed", "errored", "inconclusive", "skipped"];
        int[] counts = [.. keys.Select(key => summary.GetProperty(key).GetInt32())];
        Assert.Equal(
            [3, outcome == Outcome.Pass ? 2 : 1, 1, outcome == Outcome.Error ? 1 : 0, outcome == Outcome.Inconclusive ? 1 : 0, 0],
            counts);
        Assert.Equal(counts[0], counts[1..].Sum());
        Assert.Equal(outcome == Outcome.Error ? 1 : 0, summary.GetProperty("failed_simulations").GetInt32());
        Assert.Equal("completed", summary.GetProperty("state").GetString());
        Assert.Equal(setup.Files.Table.Rows.Count, summary.GetProperty("total_rows").GetInt32());
    }
}
