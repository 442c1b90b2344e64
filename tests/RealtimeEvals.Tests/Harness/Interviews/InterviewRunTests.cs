using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Gates;
using RealtimeEvals.Harness.Interviews;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Interviews;

/// <summary>Interviews from their opening line to their closing line, in the folder of the run and in the store.</summary>
public sealed class InterviewRunTests
{
    private static readonly string[] Rules = ["question_coverage_min >= 1", "closing_reached_rate >= 1", "pass_rate >= 1"];

    [Fact(Timeout = 300_000)]
    public async Task Shipped_interviews_pass_and_are_stored_as_they_were_held()
    {
        await using var setup = new InterviewSetup();

        IReadOnlyList<InterviewResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["clinic", "bakery"], results.Select(result => result.ConversationId));
        Assert.All(results, result => Assert.Equal(
            (Outcome.Pass, EndReason.Cue, true, 0m, ""),
            (result.Outcome, result.EndReason, result.GoalReached, result.CostUsd, result.LastLine)));
        Assert.Equal([7, 6], results.Select(result => result.TurnCount));
        Assert.Empty(setup.Sink.Warnings);
        IReadOnlyList<BenchmarkRun> stored = setup.Stored();
        Assert.Equal(2, stored.Count);
        Assert.All(results, result => AssertStored(result, Assert.Single(stored, run => run.ConversationId == result.ConversationId)));
        EvalRunSummary run = setup.StoredRun();
        Assert.Equal(
            ("test", "benchmark", RunState.Completed, Outcome.Pass, 2, 2, setup.RunPath),
            (run.RunId, run.Harness, run.State, run.Outcome, run.Planned, run.Passed, run.RunPath));
    }

    [Fact(Timeout = 300_000)]
    public async Task Opening_and_closing_line_and_the_texts_of_the_prompts_are_kept()
    {
        await using InterviewSetup setup = new InterviewSetup().Use(InterviewSetup.Clinic);
        setup.Options = setup.Options with { FirstLine = "Good morning, you may begin." };

        await setup.HoldAsync();

        BenchmarkRun run = Assert.Single(setup.Stored());
        Assert.Equal(
            (Speaker.Participant, "Good morning, you may begin.", 1), (run.Turns[0].Speaker, run.Turns[0].Text, run.Turns[0].Number));
        Assert.Equal("Good day, this is Noor. What is your full name?", run.Turns[1].Text);
        Assert.Equal(Speaker.Agent, run.Turns[^1].Speaker);
        Assert.EndsWith("Thank you, that completes the interview.", run.Turns[^1].Text, StringComparison.Ordinal);
        var prompts = new PromptFolder(PromptFolder.Shipped);
        EvalPrompt asks = prompts.Read("clinic-intake-interviewer");
        EvalPrompt answers = prompts.Read("patient-participant");
        Assert.Equal(
            (asks.Name, asks.Id, asks.Text, answers.Name, answers.Id, answers.Text),
            (
                run.InterviewerPrompt, run.InterviewerPromptId, run.InterviewerPromptText,
                run.ParticipantPrompt, run.ParticipantPromptId, run.ParticipantPromptText));
    }

    [Fact(Timeout = 300_000)]
    public async Task Table_and_summary_hold_the_prompts_and_what_the_tests_gave()
    {
        await using var setup = new InterviewSetup();

        await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(13, setup.Files.Table.Rows.Count);
        Assert.All(setup.Cells("clinic", "interviewer_prompt"), name => Assert.Equal("clinic-intake-interviewer", name));
        Assert.All(setup.Cells("clinic", "participant_prompt"), name => Assert.Equal("patient-participant", name));
        Assert.Equal(["1", "1"], new[] { "clinic", "bakery" }.Select(id => setup.Cells(id, "question_coverage")[^1]));
        Assert.Equal(["cue", "cue"], new[] { "clinic", "bakery" }.Select(id => setup.Cells(id, "end_reason")[^1]));
        Assert.Equal(
            (1.0, 1.0, 2, "pass"),
            (
                setup.Files.Summary.GetProperty("closing_reached_rate").GetDouble(),
                setup.Files.Summary.GetProperty("questions_in_order_rate").GetDouble(),
                setup.Files.Summary.GetProperty("ended_by_cue").GetInt32(),
                setup.Files.Summary.GetProperty("run_outcome").GetString()));
    }

    [Fact(Timeout = 300_000)]
    public async Task Gate_passes_whole_interviews_and_stops_a_looping_one()
    {
        await using InterviewSetup whole = new InterviewSetup().Use(InterviewSetup.Clinic, InterviewSetup.Bakery);
        await whole.RunAsync(TestContext.Current.CancellationToken);
        await using InterviewSetup looping = new InterviewSetup().Use(InterviewSetup.Looping);
        looping.Options = looping.Options with { MaximumTurns = 3 };
        await looping.HoldAsync();
        var gate = new GateOptions { Rules = Gated.Rules(Rules), AllowSandbox = true };

        GateReport passed = gate.Evaluate(StoredRunEvidence.Read(whole.RunPath));
        GateReport failed = gate.Evaluate(StoredRunEvidence.Read(looping.RunPath));

        Assert.True(passed.Verdict == GateVerdict.Passed, passed.Message);
        Assert.True(failed.Verdict == GateVerdict.Failed, failed.Message);
        Assert.All(Rules, rule => Assert.Contains(rule.Split(' ')[0], failed.Message, StringComparison.Ordinal));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("clean")]
    [InlineData("telephone")]
    public async Task Participant_that_speaks_is_heard(string condition)
    {
        await using InterviewSetup setup = new InterviewSetup().Use(InterviewSetup.Clinic);
        setup.Options = setup.Options with { ParticipantAudio = true, ParticipantCondition = condition };

        InterviewResult result = await setup.HoldAsync();

        Assert.True(result.Outcome == Outcome.Pass, result.Rationale);
        Assert.Equal((EndReason.Cue, true, condition), (result.EndReason, result.ParticipantAudio, result.ParticipantCondition));
        Assert.Contains("You said: My name is Teodor Falk.", result.Turns[1].AssistantText, StringComparison.Ordinal);
        Assert.All(result.Turns, turn => Assert.True(turn.SpeechMs > 0));
        Assert.True(File.Exists(setup.Files.PathOf("audio", result.ConversationId, "turn_01_user.wav")));
        AssertStored(result, Assert.Single(setup.Stored()));
    }

    [Fact(Timeout = 300_000)]
    public async Task Trials_of_a_pair_are_stored_each()
    {
        await using InterviewSetup setup = new InterviewSetup().Use(InterviewSetup.Bakery);
        setup.Options = setup.Options with { Trials = 2 };

        IReadOnlyList<InterviewResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal([1, 2], results.Select(result => result.Trial));
        Assert.Equal(
            results.Select(result => $"test/{result.ConversationId}").Order(StringComparer.Ordinal),
            setup.Stored().Select(run => run.Id).Order(StringComparer.Ordinal));
    }

    private static void AssertStored(InterviewResult result, BenchmarkRun run)
    {
        Assert.Equal(InterviewTurns.Of((ConversationResult)result).Select(turn => (turn.Speaker, turn.Text)), run.Turns.Select(Said));
        Assert.Equal(result.Variables, run.Tests);
        Assert.Equal(
            (BenchmarkStatus.Completed, (EndReason?)result.EndReason, result.Outcome, result.Rationale, "", run.Turns.Count),
            (run.Status, run.EndReason, run.Outcome, run.Rationale, run.Doubt, run.TurnCount));
        Assert.Equal(
            (result.InterviewerPrompt, result.Settings.SystemPrompt, result.ParticipantPrompt, result.ParticipantPromptText),
            (run.InterviewerPrompt, run.InterviewerPromptText, run.ParticipantPrompt, run.ParticipantPromptText));
        Assert.Equal(
            (result.AssistantModel, result.SimulatorModel, result.CostUsd, result.StartedAt, result.RunPath),
            (run.InterviewerModel, run.ParticipantModel, run.CostUsd, run.StartedAt, run.RunPath));
        Assert.NotEmpty(run.Events);
    }

    private static (Speaker Speaker, string Text) Said(BenchmarkTurn turn) => (turn.Speaker, turn.Text);
}
