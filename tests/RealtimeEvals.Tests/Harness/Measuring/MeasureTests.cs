using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Adapters;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Harness.Measuring.MeasureFixture;

namespace RealtimeEvals.Tests.Harness.Measuring;

public sealed class MeasureTests
{
    [Fact(Timeout = 300_000)]
    public async Task Report_of_a_run_that_is_measured_is_that_of_its_new_results()
    {
        await using ConversationSetup setup = await HeldAsync(options => options with { SkipJudge = true });
        string report = Path.Combine(setup.RunPath, "report.html");
        Assert.Contains("0 of 2 planned cases passed", File.ReadAllText(report), StringComparison.Ordinal);

        await setup.MeasureAsync(setup.Measure(setup.Sandbox.Target), TestContext.Current.CancellationToken);

        Assert.Contains("1 of 2 planned cases passed", File.ReadAllText(report), StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_without_judge_is_inconclusive_until_it_is_measured()
    {
        await using ConversationSetup setup = await HeldAsync(options => options with { SkipJudge = true });
        Assert.Equal(["inconclusive", "fail"], [setup.Cells(Hit, "outcome")[^1], setup.Cells("change_of_mind", "outcome")[^1]]);
        Assert.All(setup.Journal, entry => Assert.Empty(entry.JudgeGrades));
        IReadOnlyDictionary<string, string> events = RunFiles.Contents(setup.RunPath, "events");
        var target = setup.Switch("handshake:500", "hang", "speech:500");

        IReadOnlyList<ConversationResult> results = await setup.MeasureAsync(setup.Measure(target), TestContext.Current.CancellationToken);

        Assert.Equal([Outcome.Pass, Outcome.Fail], results.Select(result => result.Outcome));
        Assert.Equal([true, false], results.Select(result => result.GoalReached));
        Assert.Equal(events, RunFiles.Contents(setup.RunPath, "events"));
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

    [Fact(Timeout = 300_000)]
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

    [Fact(Timeout = 300_000)]
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

    [Fact(Timeout = 300_000)]
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

    [Theory(Timeout = 300_000)]
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
}
