using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Adapters;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Measuring;

public sealed class MeasureTests
{
    private const string Hit = "refund";

    [Fact(Timeout = 60_000)]
    public async Task Run_without_judge_is_inconclusive_until_it_is_measured()
    {
        await using ConversationSetup setup = await HeldAsync(options => options with { SkipJudge = true });
        Assert.Equal(["inconclusive", "fail"], [setup.Cells(Hit, "outcome")[^1], setup.Cells("change_of_mind", "outcome")[^1]]);
        Assert.All(setup.Journal, entry => Assert.Empty(entry.JudgeGrades));
        IReadOnlyDictionary<string, string> events = ConversationSetup.Contents(setup.RunPath, "events");
        var target = setup.Switch("handshake:500", "hang", "speech:500");

        IReadOnlyList<ConversationResult> results = await setup.MeasureAsync(setup.Measure(target), TestContext.Current.CancellationToken);

        Assert.Equal([Outcome.Pass, Outcome.Fail], results.Select(result => result.Outcome));
        Assert.Equal([true, false], results.Select(result => result.GoalReached));
        Assert.Equal(events, ConversationSetup.Contents(setup.RunPath, "events"));
        Assert.Equal([Outcome.Pass, Outcome.Fail], [setup.Record(Hit).Outcome, setup.Record("change_of_mind").Outcome]);
        Assert.Equal("pass", setup.Cells(Hit, "outcome")[^1]);
        Assert.Equal(
            (1, 1, "completed"),
            (
                setup.Files.Summary.GetProperty("passed").GetInt32(),
                setup.Files.Summary.GetProperty("failed").GetInt32(),
                setup.Files.Manifest.GetProperty("state").GetString()));
        Assert.Empty(Directory.GetFiles(setup.RunPath, "run.lock"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Judging_anew_replaces_the_grades_and_records_who_gave_them()
    {
        await using ConversationSetup setup = await HeldAsync();
        GraderResult before =
            setup.Journal.Last(entry => entry.ConversationId == Hit).Grades.Single(grade => grade.GraderId == "goal_completion");
        Assert.Equal((1, "gpt-5.1", "gpt-5.1-sandbox", 1), (before.Grade, before.JudgeModel, before.ResolvedModel, before.Samples));
        using SandboxRules rules = new SandboxRules().JudgeSays(0);
        var target = setup.Switch(rules.Options);

        IReadOnlyList<ConversationResult> results = await setup.MeasureAsync(
            setup.Measure(target) with { JudgeModel = "gpt-5.2", JudgeSamples = 3 }, TestContext.Current.CancellationToken);

        GraderResult after = Assert.Single(results[0].Grades, grade => grade.GraderId == "goal_completion");
        Assert.Equal(
            (0, "gpt-5.2", "gpt-5.2-sandbox", 3, 1.0),
            (after.Grade, after.JudgeModel, after.ResolvedModel, after.Samples, after.Agreement));
        Assert.Equal("Sandbox judge, by rule: as told.", after.Rationale);
        Assert.Equal(64, after.PromptSha256.Length);
        Assert.Equal(before.PromptSha256, after.PromptSha256);
        Assert.True(after.Usage.InputTokens > before.Usage.InputTokens);
        Assert.Equal((Outcome.Fail, false), (results[0].Outcome, results[0].GoalReached));
        Assert.Equal(5, results[0].JudgeGrades.Count());
        Assert.Equal("0", setup.Cells(Hit, "goal_completion_grade")[^1]);
        Assert.Equal(
            ["gpt-5.2-sandbox"],
            setup.Files.Summary.GetProperty("judge_models").EnumerateArray().Select(model => model.GetString()!));
        Assert.Equal(3 * 14, setup.Files.Summary.GetProperty("judge_samples_total").GetInt32());
        Assert.Equal(
            ("gpt-5.2", 3),
            (
                setup.Files.Manifest.GetProperty("settings").GetProperty("judge_model").GetString(),
                setup.Files.Manifest.GetProperty("settings").GetProperty("judge_samples").GetInt32()));
        Assert.Equal(["0", "1", "0", "0"], setup.Cells(Hit, "tool_call_grade"));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("judge:prosex1", GradeStatus.Graded, 1, 2.0 / 3, Outcome.Pass)]
    [InlineData("judge:prosex2", GradeStatus.Error, null, 1.0 / 3, Outcome.Error)]
    [InlineData("judge:prose", GradeStatus.Error, null, null, Outcome.Error)]
    public async Task Majority_of_all_samples_counts(string fault, GradeStatus status, int? grade, double? agreement, Outcome outcome)
    {
        await using ConversationSetup setup = await HeldAsync();
        var target = setup.Switch($"{fault}@{Hit}/goal_completion");

        IReadOnlyList<ConversationResult> results = await setup.MeasureAsync(
            setup.Measure(target) with { JudgeSamples = 3 }, TestContext.Current.CancellationToken);

        GraderResult goal = Assert.Single(results[0].Grades, one => one.GraderId == "goal_completion");
        Assert.Equal((status, grade, 3), (goal.Status, goal.Grade, goal.Samples));
        Assert.Equal(agreement ?? -1, goal.Agreement ?? -1, 9);
        Assert.Contains("is not JSON", goal.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(outcome, results[0].Outcome);
        Assert.Equal(grade is null ? "" : "1", setup.Cells(Hit, "goal_completion_grade")[^1]);
    }

    [Fact(Timeout = 60_000)]
    public async Task Measuring_without_judge_writes_table_and_summary_anew_from_the_journal()
    {
        await using ConversationSetup setup = await HeldAsync();
        (string table, string summary, string[] journal) =
            (setup.Files.ReadShared("results.csv"), setup.Files.ReadShared("summary.json"), setup.Files.JournalLines);
        File.Delete(setup.Files.PathOf("results.csv"));
        await File.WriteAllTextAsync(setup.Files.PathOf("summary.json"), "{}");

        IReadOnlyList<ConversationResult> results = await setup.MeasureAsync(setup.Measure(null), TestContext.Current.CancellationToken);

        Assert.Equal([Outcome.Pass, Outcome.Fail], results.Select(result => result.Outcome));
        Assert.Equal(table, setup.Files.ReadShared("results.csv"));
        Assert.Equal(summary, setup.Files.ReadShared("summary.json"));
        Assert.Equal(journal, setup.Files.JournalLines);
    }

    [Fact(Timeout = 60_000)]
    public async Task Measurement_that_is_stopped_leaves_no_completed_evidence()
    {
        await using ConversationSetup setup = await HeldAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using SandboxRules rules = new SandboxRules().JudgeSays(0);
        var target = setup.Switch(rules.Options, "judge:hang@change_of_mind");
        setup.Sink = new CollectingSink { OnProgress = report => StopAfter(report, Hit, stop) };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => setup.MeasureAsync(setup.Measure(target) with { Limit = Patience.Ample.Inactivity }, stop.Token));

        // One conversation has grades of the new judge and the other those of the old: together they prove nothing.
        Assert.NotEqual("completed", setup.Files.Manifest.GetProperty("state").GetString());
        if (File.Exists(setup.Files.PathOf("summary.json")))
        {
            Assert.NotEqual("completed", setup.Files.Summary.GetProperty("state").GetString());
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Measurement_that_is_stopped_is_made_again_to_its_end()
    {
        await using ConversationSetup setup = await HeldAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var target = setup.Switch("judge:hang@change_of_mind");
        setup.Sink = new CollectingSink { OnProgress = report => StopAfter(report, Hit, stop) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => setup.MeasureAsync(setup.Measure(target) with { Limit = Patience.Ample.Inactivity }, stop.Token));
        setup.Sink = new CollectingSink();

        IReadOnlyList<ConversationResult> results = await setup.MeasureAsync(
            setup.Measure(setup.Sandbox.Target), TestContext.Current.CancellationToken);

        Assert.Equal([Outcome.Pass, Outcome.Fail], results.Select(result => result.Outcome));
        Assert.Equal("completed", setup.Files.Manifest.GetProperty("state").GetString());
    }

    [Fact(Timeout = 60_000)]
    public async Task Measurement_that_is_not_confirmed_changes_nothing()
    {
        await using ConversationSetup setup = await HeldAsync();
        IReadOnlyDictionary<string, string> before = ConversationSetup.Contents(setup.RunPath);
        var sink = new CollectingSink { Confirms = false };

        await new MeasureRunOperation(AdapterServices.Create(TimeProvider.System)).RunAsync(
            setup.Measure(setup.Sandbox.Target), sink, TestContext.Current.CancellationToken);

        Assert.Empty(sink.Items);
        Assert.Equal(before, ConversationSetup.Contents(setup.RunPath));
    }

    [Fact(Timeout = 60_000)]
    public async Task Measuring_keeps_failures_of_the_infrastructure_and_callers_that_broke_a_rule()
    {
        using SandboxRules rules = new SandboxRules().CallerSays("How can I help you today?");
        await using ConversationSetup setup =
            new ConversationSetup(rules.Options, "error@private_details/assistant#2").Use(Hit, "private_details");
        IReadOnlyList<ConversationResult> first = await setup.RunAsync(TestContext.Current.CancellationToken);

        IReadOnlyList<ConversationResult> again = await setup.MeasureAsync(
            setup.Measure(setup.Sandbox.Target), TestContext.Current.CancellationToken);

        Assert.Equal([Outcome.Inconclusive, Outcome.Error], again.Select(result => result.Outcome));
        Assert.Equal(first, again);
        Assert.Equal("assistant", again[1].FailureSource);
    }

    [Fact(Timeout = 60_000)]
    public async Task Measuring_of_a_stopped_run_decides_what_was_held()
    {
        await using ConversationSetup setup = new ConversationSetup("error@private_details/assistant#2").Use(Hit, "private_details");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        setup.Options = setup.Options with { ThrottleLimit = 1 };
        setup.Sink = new CollectingSink { OnProgress = report => StopAfter(report, "private_details turn", stop) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => setup.RunAsync(stop.Token));
        setup.Sink = new CollectingSink();

        ConversationResult result = Assert.Single(
            await setup.MeasureAsync(setup.Measure(setup.Sandbox.Target), TestContext.Current.CancellationToken));

        Assert.Equal(Outcome.Pass, result.Outcome);
        Assert.Single(setup.Sink.Warnings, warning => warning.Contains("1 of 2 conversations have been held", StringComparison.Ordinal));
        Assert.Equal(
            ("cancelled", "inconclusive"),
            (setup.Files.Manifest.GetProperty("state").GetString(), setup.Files.Summary.GetProperty("run_outcome").GetString()));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(27)]
    public async Task Samples_without_a_majority_are_refused(int samples)
    {
        await using ConversationSetup setup = await HeldAsync();
        IReadOnlyDictionary<string, string> before = ConversationSetup.Contents(setup.RunPath);

        EvalException exception = await Assert.ThrowsAsync<EvalException>(
            () => setup.MeasureAsync(setup.Measure(setup.Sandbox.Target) with { JudgeSamples = samples }));

        Assert.Equal(nameof(EvalErrors.InvalidSetting), exception.ErrorId);
        Assert.Equal(before, ConversationSetup.Contents(setup.RunPath));
    }

    [Fact(Timeout = 60_000)]
    public async Task Folder_that_holds_no_run_is_refused_and_not_made()
    {
        await using var setup = new ConversationSetup();

        EvalException exception = await Assert.ThrowsAsync<EvalException>(() => setup.MeasureAsync(setup.Measure(setup.Sandbox.Target)));

        Assert.Equal(nameof(EvalErrors.RunNotFound), exception.ErrorId);
        Assert.False(Directory.Exists(setup.RunPath));
    }

    [Fact(Timeout = 60_000)]
    public async Task Run_of_another_harness_is_not_judged()
    {
        await using var crawl = new CrawlSetup();
        crawl.Options = crawl.Options with { MaximumCases = 1 };
        await crawl.RunAsync(TestContext.Current.CancellationToken);
        IReadOnlyDictionary<string, string> before = ConversationSetup.Contents(crawl.RunPath);
        await using var setup = new ConversationSetup();

        EvalException exception = await Assert.ThrowsAsync<EvalException>(
            () => setup.MeasureAsync(new MeasureRunOptions { RunPath = crawl.RunPath, Target = crawl.Options.Target }));

        Assert.Equal(nameof(EvalErrors.NotAConversationRun), exception.ErrorId);
        Assert.Equal(before, ConversationSetup.Contents(crawl.RunPath));
    }

    [Fact(Timeout = 60_000)]
    public async Task Judging_anew_that_is_stopped_leaves_what_it_did_not_reach_not_judged()
    {
        await using ConversationSetup setup = await HeldAsync(second: "private_details");
        await StopJudgingAsync(setup);

        ConversationResult open = setup.Journal.Last(entry => entry.ConversationId == "private_details");
        Assert.Equal((Outcome.Inconclusive, false, null), (open.Outcome, open.IsJudged, open.GoalReached));
        Assert.Empty(open.JudgeGrades);
        Assert.Equal((Outcome.Inconclusive, false), (setup.Record("private_details").Outcome, setup.Record("private_details").IsJudged));
        Assert.Equal(
            (Outcome.Pass, true),
            (
                setup.Journal.Last(entry => entry.ConversationId == Hit).Outcome,
                setup.Journal.Last(entry => entry.ConversationId == Hit).IsJudged));
        Assert.Equal(
            ("pass", "inconclusive", ""),
            (
                setup.Cells(Hit, "outcome")[^1],
                setup.Cells("private_details", "outcome")[^1],
                setup.Cells("private_details", "goal_completion_grade")[^1]));
        Assert.Equal(
            (1, 0, 1),
            (
                setup.Files.Summary.GetProperty("passed").GetInt32(),
                setup.Files.Summary.GetProperty("failed").GetInt32(),
                setup.Files.Summary.GetProperty("inconclusive").GetInt32()));
        Assert.False(
            await new MeasureRunOperation(AdapterServices.Create(TimeProvider.System)).RunAsync(
                setup.Measure(null), new CollectingSink(), TestContext.Current.CancellationToken));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Judging_anew_that_was_stopped_is_made_up_for_by_resuming_or_measuring(bool resumes)
    {
        await using ConversationSetup setup = await HeldAsync(second: "private_details");
        await StopJudgingAsync(setup);
        ServiceTarget target = setup.Switch("handshake:500@assistant", "handshake:500@simulator");

        IReadOnlyList<ConversationResult> results = resumes
            ? await setup.ResumeAsync(TestContext.Current.CancellationToken)
            : await setup.MeasureAsync(setup.Measure(target), TestContext.Current.CancellationToken);

        Assert.Equal([(Outcome.Pass, true), (Outcome.Pass, true)], results.Select(result => (result.Outcome, result.IsJudged)));
        Assert.All(results, result => Assert.NotEmpty(result.JudgeGrades));
        Assert.Equal("completed", setup.Files.Manifest.GetProperty("state").GetString());
    }

    [Theory(Timeout = 60_000)]
    [InlineData("cancelled", "")]
    [InlineData("running", "")]
    [InlineData("failed", "The disk was full.")]
    public async Task Run_that_broke_off_and_is_measured_to_its_end_is_completed(string state, string error)
    {
        await using ConversationSetup setup = await HeldAsync(options => options with { SkipJudge = true });
        JsonNode manifest = JsonNode.Parse(setup.Files.ReadShared("run.json"))!;
        (manifest["state"], manifest["finished"], manifest["ended_at"], manifest["error"]) = (state, 1, null, error);
        await File.WriteAllTextAsync(setup.Files.PathOf("run.json"), manifest.ToJsonString());

        Assert.True(
            await new MeasureRunOperation(AdapterServices.Create(TimeProvider.System)).RunAsync(
                setup.Measure(setup.Sandbox.Target), new CollectingSink(), TestContext.Current.CancellationToken));

        JsonElement after = setup.Files.Manifest;
        Assert.Equal(
            ("completed", 2, 2, ""),
            (
                after.GetProperty("state").GetString(),
                after.GetProperty("finished").GetInt32(),
                after.GetProperty("planned").GetInt32(),
                after.GetProperty("error").GetString()));
        Assert.Equal(JsonValueKind.String, after.GetProperty("ended_at").ValueKind);
    }

    [Theory(Timeout = 60_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Measurement_that_is_not_confirmed_leaves_a_torn_journal_as_it_is(bool judges)
    {
        await using ConversationSetup setup = await HeldAsync();
        setup.Files.Tear();
        IReadOnlyDictionary<string, string> before = ConversationSetup.Contents(setup.RunPath);

        await new MeasureRunOperation(AdapterServices.Create(TimeProvider.System)).RunAsync(
            setup.Measure(judges ? setup.Sandbox.Target : null),
            new CollectingSink { Confirms = false },
            TestContext.Current.CancellationToken);

        Assert.Equal(before, ConversationSetup.Contents(setup.RunPath));
    }

    /// <summary>Has the run judged anew, and stops that after the first conversation.</summary>
    private static async Task StopJudgingAsync(ConversationSetup setup)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        ServiceTarget target = setup.Switch("judge:hang@private_details");
        setup.Sink = new CollectingSink { OnProgress = report => StopAfter(report, Hit, stop) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => setup.MeasureAsync(setup.Measure(target) with { ThrottleLimit = 1, Limit = Patience.Ample.Inactivity }, stop.Token));
        setup.Sink = new CollectingSink();
    }

    private static void StopAfter(RunProgress report, string start, CancellationTokenSource stop)
    {
        if (report.Current.StartsWith(start, StringComparison.Ordinal)) stop.Cancel();
    }

    /// <summary>A finished run of two conversations, of which one passes and one fails where no other is named.</summary>
    private static async Task<ConversationSetup> HeldAsync(
        Func<SimulationOptions, SimulationOptions>? change = null, string second = "change_of_mind")
    {
        ConversationSetup setup = new ConversationSetup().Use(Hit, second);
        setup.Options = (change ?? (options => options))(setup.Options) with { ThrottleLimit = 1 };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        return setup;
    }
}
