using System.Text.Json.Nodes;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations.Judging;

/// <summary>A judge that fails is an error and never a grade, and what was held is not held again.</summary>
public sealed class ConversationJudgeFaultTests
{
    private const string Hit = "refund";


    /// <summary>A fault and a part of what is said of it.</summary>
    public static TheoryData<string, string> Faults => new()
    {
        { "judge:500", "" },
        { "judge:400", "Nothing was judged (injected)." },
        { "judge:404", "Nothing was judged (injected)." },
        { "judge:prose", "is not JSON" },
        { "judge:truncated", "is not JSON" },
        { "judge:string", "the judge's grade is \"1\"" },
        { "judge:two", "the judge's grade is 2" },
        { "judge:nothing", "said nothing" },
        { "judge:hang", "no answer of the judge within 4 s" },
        { "judge:drop", "" },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Faults))]
    public async Task Judge_that_fails_is_an_error_of_that_conversation_and_resume_only_judges(string fault, string words)
    {
        await using ConversationSetup setup = new ConversationSetup($"{fault}@{Hit}/judge").Use(Hit, "change_of_mind", "private_details");
        if (IsWaitedFor(fault)) setup.Options = setup.Options with { Limits = Patience.Brief };

        IReadOnlyList<ConversationResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        AssertNotJudged(setup, results[0], words, questions: 5);
        Assert.Equal([Outcome.Error, Outcome.Fail, Outcome.Pass], results.Select(result => result.Outcome));
        Assert.Equal([1, 1, 1, 0], Counts(setup));
        IReadOnlyDictionary<string, string> events = RunFiles.Contents(setup.RunPath, "events");
        string[] before = setup.Files.JournalLines;
        setup.Switch("handshake:500@assistant", "handshake:500@simulator");

        IReadOnlyList<ConversationResult> again = await setup.ResumeAsync(TestContext.Current.CancellationToken);

        Assert.Equal([Outcome.Pass, Outcome.Fail, Outcome.Pass], again.Select(result => result.Outcome));
        Assert.Equal(("", "", "", true), (again[0].FailureSource, again[0].FailureStage, again[0].ErrorMessage, again[0].GoalReached));
        Assert.Equal(events, RunFiles.Contents(setup.RunPath, "events"));
        Assert.Equal(before, setup.Files.JournalLines[..before.Length]);
        Assert.All(setup.Journal.Skip(before.Length), entry => Assert.Equal(Hit, entry.ConversationId));
        Assert.Equal(results[0].Turns.Select(turn => turn.SpeechSha256), again[0].Turns.Select(turn => turn.SpeechSha256));
        Assert.Equal([2, 1, 0, 0], Counts(setup));
        Assert.Equal(["1", "1", "1", "1"], setup.Cells(Hit, "brief_reply_grade"));
    }

    /// <summary>A conversation that fails without its judge already is not final until the judge has said its word.</summary>
    [Fact(Timeout = 300_000)]
    public async Task Conversation_that_fails_already_and_whose_judging_was_cut_short_is_judged_by_a_resumed_run()
    {
        await using ConversationSetup setup = new ConversationSetup("judge:hang").Use("change_of_mind");
        using var stop = new CancellationTokenSource();
        setup.Sink = new CollectingSink
        {
            OnProgress = progress => { if (progress.Current.EndsWith(" judge", StringComparison.Ordinal)) stop.Cancel(); },
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => setup.RunAsync(stop.Token));
        Assert.Equal((Outcome.Fail, false), (Assert.Single(setup.Journal).Outcome, setup.Journal[0].IsJudged));
        setup.Sink = new CollectingSink();
        setup.Switch("handshake:500@assistant", "handshake:500@simulator");

        ConversationResult again = Assert.Single(await setup.ResumeAsync(TestContext.Current.CancellationToken));

        Assert.Equal((Outcome.Fail, true, ""), (again.Outcome, again.IsJudged, again.FailureSource));
        Assert.All(again.JudgeGrades, grade => Assert.NotEqual(GradeStatus.Error, grade.Status));
    }

    [Fact(Timeout = 300_000)]
    public async Task Judge_that_is_unknown_costs_every_verdict_and_nothing_else()
    {
        await using ConversationSetup setup = new ConversationSetup().Use(Hit, "private_details");
        setup.Options = setup.Options with { JudgeModel = "judge-that-nobody-has" };

        IReadOnlyList<ConversationResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.All(
            results,
            result => Assert.Equal(
                (Outcome.Error, "judge", FailureStage.Judge, EndReason.EndCall),
                (result.Outcome, result.FailureSource, result.FailureStage, result.EndReason)));
        Assert.All(results, result => Assert.Contains("judge-that-nobody-has", result.ErrorMessage, StringComparison.Ordinal));
        Assert.Equal([4, 3], results.Select(result => result.TurnCount));
        Assert.Equal([0, 0, 2, 0], Counts(setup));
        Assert.Equal(
            ("completed", "error"),
            (setup.Files.Manifest.GetProperty("state").GetString(), setup.Files.Summary.GetProperty("run_outcome").GetString()));
        Assert.Equal(7, setup.Files.Table.Rows.Count);
        Assert.Equal(0, setup.Files.Summary.GetProperty("failed_simulations").GetInt32());
    }

    [Fact(Timeout = 300_000)]
    public async Task Judge_of_one_grader_that_fails_leaves_the_grades_of_the_others_and_is_asked_alone()
    {
        await using ConversationSetup setup = new ConversationSetup($"judge:prose@{Hit}/goal_completion").Use(Hit);
        ConversationResult first = Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));
        Assert.Equal((Outcome.Error, "judge"), (first.Outcome, first.FailureSource));
        Assert.Equal(["1", "1", "1", "1"], setup.Cells(Hit, "brief_reply_grade"));
        setup.Switch("handshake:500@assistant", "handshake:500@simulator", "judge:prose@brief_reply");

        ConversationResult again = Assert.Single(await setup.ResumeAsync(TestContext.Current.CancellationToken));

        Assert.Equal((Outcome.Pass, true), (again.Outcome, again.GoalReached));
    }

    [Fact(Timeout = 300_000)]
    public async Task Fault_of_the_agent_stays_one_whatever_the_judge_does()
    {
        await using ConversationSetup setup = new ConversationSetup($"error@{Hit}/assistant#2", "judge:500").Use(Hit);

        ConversationResult result = Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal((Outcome.Error, "assistant", FailureStage.ResponseError), (result.Outcome, result.FailureSource, result.FailureStage));
        Assert.Equal(0, setup.Files.Summary.GetProperty("judge_errors").GetInt32());
    }

    [Fact(Timeout = 300_000)]
    public async Task Graders_that_listen_grade_what_was_heard()
    {
        await using ConversationSetup setup = Listening();

        ConversationResult result = Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(Outcome.Pass, result.Outcome);
        Assert.All(
            result.Turns,
            turn => Assert.Equal(
                [("heard", GradeStatus.Graded), ("understood", GradeStatus.Graded)],
                turn.Grades.Select(grade => (grade.GraderId, grade.Status))));
        Assert.All(result.Turns.SelectMany(turn => turn.Grades), grade => Assert.Equal(1, grade.Grade));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("transcribe:500", "")]
    [InlineData("transcribe:404", "Nothing was transcribed (injected).")]
    [InlineData("transcribe:nothing", "no words were understood")]
    [InlineData("transcribe:hang", "no transcript within 4 s")]
    public async Task Transcription_that_fails_is_an_error_of_the_judging_and_resume_only_judges(string fault, string words)
    {
        await using ConversationSetup setup = Listening($"{fault}@{Hit}/transcribe/2");
        if (IsWaitedFor(fault)) setup.Options = setup.Options with { Limits = Patience.Brief };

        ConversationResult result = Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            (Outcome.Error, "judge", FailureStage.Judge, 4),
            (result.Outcome, result.FailureSource, result.FailureStage, result.TurnCount));
        Assert.Contains(words, result.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(["1", "", "1", "1"], setup.Cells(Hit, "heard_grade"));
        Assert.Equal(["1", "", "1", "1"], setup.Cells(Hit, "understood_grade"));
        Assert.Equal(2, setup.Files.Summary.GetProperty("judge_errors").GetInt32());
        IReadOnlyDictionary<string, string> events = RunFiles.Contents(setup.RunPath, "events");
        setup.Switch("handshake:500@assistant", "handshake:500@simulator");

        ConversationResult again = Assert.Single(await setup.ResumeAsync(TestContext.Current.CancellationToken));

        Assert.Equal(Outcome.Pass, again.Outcome);
        Assert.Equal(events, RunFiles.Contents(setup.RunPath, "events"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Sound_that_is_gone_is_an_error_of_the_judging()
    {
        await using ConversationSetup setup = Listening();
        setup.Options = setup.Options with { SkipJudge = true };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        File.Delete(setup.Files.PathOf("audio", Hit, "turn_02_assistant.wav"));

        ConversationResult result = Assert.Single(
            await setup.MeasureAsync(setup.Measure(setup.Sandbox.Target), TestContext.Current.CancellationToken));

        Assert.Equal((Outcome.Error, "judge"), (result.Outcome, result.FailureSource));
        Assert.Equal(["1", "", "1", "1"], setup.Cells(Hit, "heard_grade"));
        Assert.Equal(["1", "1", "1", "1"], setup.Cells(Hit, "understood_grade"));
    }

    /// <summary>Whether the limit of an answer has to pass: what breaks or may pass is tried again.</summary>
    private static bool IsWaitedFor(string fault) =>
        fault.EndsWith("hang", StringComparison.Ordinal)
        || fault.EndsWith("500", StringComparison.Ordinal)
        || fault.EndsWith("drop", StringComparison.Ordinal);

    /// <summary>The simulation <c>refund</c> with nothing but graders that listen.</summary>
    private static ConversationSetup Listening(params string[] faults) => new ConversationSetup(faults).Use(Hit).Change(Hit, simulation =>
    {
        simulation["graders"] = JsonNode.Parse(
            """
            {
              "turn_level": [
                { "id": "heard", "type": "audio_text_mismatch" },
                { "id": "understood", "type": "stt_then_text", "criteria": "sandbox judge: pass" }
              ]
            }
            """);
        foreach (string key in (string[])["expected_tool_call", "final_state"]) simulation.AsObject().Remove(key);
    });

    private static void AssertNotJudged(ConversationSetup setup, ConversationResult hit, string words, int questions)
    {
        Assert.Equal(
            (Outcome.Error, "judge", FailureStage.Judge, EndReason.EndCall, 4),
            (hit.Outcome, hit.FailureSource, hit.FailureStage, hit.EndReason, hit.TurnCount));
        Assert.Contains("was not judged", hit.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains(words, hit.ErrorMessage, StringComparison.Ordinal);
        Assert.Null(hit.GoalReached);
        Assert.Equal(questions, hit.JudgeGrades.Count());
        Assert.All(hit.JudgeGrades, grade => Assert.Equal((GradeStatus.Error, (int?)null), (grade.Status, grade.Grade)));
        Assert.All(setup.Cells(Hit, "brief_reply_grade"), cell => Assert.Equal("", cell));
        Assert.All(setup.Cells(Hit, "goal_completion_grade"), cell => Assert.Equal("", cell));
        Assert.All(setup.Cells(Hit, "status"), cell => Assert.Equal("ok", cell));
        Assert.Equal(
            (questions, 0),
            (setup.Files.Summary.GetProperty("judge_errors").GetInt32(), setup.Files.Summary.GetProperty("failed_simulations").GetInt32()));
        Assert.Equal(1, setup.Files.Summary.GetProperty("brief_reply_grade_mean").GetDouble());
        Assert.Equal(hit, (ConversationResult)((IStoredResult)setup.Record(Hit)).At(setup.RunPath));
    }

    /// <summary>Passed, failed, errored, inconclusive.</summary>
    private static int[] Counts(ConversationSetup setup) =>
        [.. new[] { "passed", "failed", "errored", "inconclusive" }.Select(key => setup.Files.Summary.GetProperty(key).GetInt32())];
}
