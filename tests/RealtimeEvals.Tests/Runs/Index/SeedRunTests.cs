using RealtimeEvals.Model;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Tests.Adapters.Stores;
using Xunit;

namespace RealtimeEvals.Tests.Runs.Index;

public sealed class SeedRunTests
{
    private const string Path = "/data/seed.sqlite";

    private readonly DataProblems _problems = [];

    [Fact]
    public void ToRun_takes_everything_over()
    {
        BenchmarkRun run = Run(SeedRows.Row());

        var computedAt = DateTimeOffset.Parse("2026-02-10T08:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(
            new BenchmarkRun
            {
                Id = "r1",
                Status = BenchmarkStatus.Completed,
                EndReason = EndReason.Cue,
                EndCue = "That is all",
                TurnCount = 2,
                InterviewerPrompt = "5 - Partner - Orientation",
                InterviewerPromptId = "0d178c9ce98f79ea",
                ParticipantPrompt = "partner",
                ParticipantPromptId = "73bb18925d6e62da",
                StartedAt = At("22:29:04.473"),
                ImportedFrom = Path,
                Turns = new(
                [
                    new(1, Speaker.Agent, "What day is it?\nTake your time.", At("22:28:20.100")),
                    new(2, Speaker.Participant, "\"Monday.\"", At("22:28:22.200")),
                ]),
                Events = new(
                [
                    new(1, At("22:28:10.441"), "system", "Benchmark run started", """{"runId":"r1"}"""),
                    new(2, At("22:28:11.000"), "realtime_api", "response.done", """{"eventId":"e","hasTranscript":false}"""),
                    new(3, At("22:29:03.000"), "system", "Termination cue detected", """{"cue":"That is all"}"""),
                ]),
                Tests = new(
                [
                    new() { Conversation = "r1", Test = "Conversation Flow Test", Metric = "Total Turns", Value = 3 },
                    new()
                    {
                        Conversation = "r1", Test = "Conversation Flow Test", Metric = "Turn Balance", Value = 1,
                        Status = VariableStatus.Good,
                    },
                ]),
                Analyses = new(
                [
                    new("simple", computedAt, IsFailed: false, """{"version":"1.0.0","metrics":{"x":1}}"""),
                    new("vcdr", computedAt, IsFailed: true, """{"error":"exit code 2"}"""),
                ]),
            },
            run);
    }

    [Fact]
    public void ToRun_without_turns_is_in_doubt()
    {
        BenchmarkRun run = Run(
            SeedRows.Row() with { Conversation = "[]", Events = "[]", TurnCount = 0, Tests = null, QualityMetrics = null });

        Assert.Equal("it holds no turn and was still saved as completed", run.Doubt);
        Assert.False(run.IsTrustworthy);
        Assert.Null(run.EndReason);
        Assert.Equal("", run.EndCue);
    }

    [Fact]
    public void ToRun_with_another_number_of_turns_is_in_doubt()
    {
        BenchmarkRun run = Run(SeedRows.Row() with { TurnCount = 3 });

        Assert.Equal("it was saved as 3 turns and holds 2", run.Doubt);
        Assert.Equal(2, run.TurnCount);
    }

    [Theory]
    [InlineData("""{"source":"simplified","metrics":{"x":1}}""", "simple")]
    [InlineData("""{"metrics":{},"fallback_reason":"exit code 1"}""", "simple", "vcdr failed")]
    [InlineData("""{"simple_analysis":{},"vcdr_analysis":{"success":true}}""", "simple", "vcdr")]
    [InlineData("""{"simple_analysis":{},"vcdr_analysis":{"success":false}}""", "simple", "vcdr failed")]
    [InlineData("""{"vcdr_analysis":{"success":true}}""", "vcdr")]
    public void ToRun_analyses_of_older_and_newer_rows(string metrics, params string[] expected) => Assert.Equal(
        expected,
        Run(SeedRows.Row() with { QualityMetrics = metrics }).Analyses.Select(one => one.Kind + (one.IsFailed ? " failed" : "")));

    [Theory]
    [InlineData("1.5", "\"poor\"", 1.5, VariableStatus.Poor, "")]
    [InlineData("\"0.80\"", "\"warning\"", 0.8, VariableStatus.Warning, "")]
    [InlineData("\"many\"", "\"good\"", null, VariableStatus.Inconclusive, "many")]
    [InlineData("null", "\"good\"", null, VariableStatus.Inconclusive, "")]
    [InlineData("1", "\"excellent\"", 1.0, VariableStatus.Inconclusive, "")]
    public void ToRun_values_of_tests(string value, string status, double? number, VariableStatus expected, string detail)
    {
        string tests = $$"""[{"title":"T","variables":[{"metric":"m","value":{{value}},"status":{{status}}}]}]""";

        ConversationVariable variable = Assert.Single(Run(SeedRows.Row() with { Tests = tests }).Tests);

        Assert.Equal((number, expected, detail), (variable.Value, variable.Status, variable.Detail));
    }

    [Fact]
    public void ToRun_tells_all_problems_by_column_run_and_place()
    {
        SeedRow row = SeedRows.Row() with
        {
            CreatedAt = "yesterday",
            Conversation = """[{"speaker":"robot","content":7,"timestamp":"noon"},{}]""",
            Events = "[{]",
            QualityMetrics = "[]",
            Tests = """[{"variables":{}}]""",
        };

        Assert.Null(SeedRun.ToRun(row, Path, _problems));

        Assert.All(_problems, problem => Assert.Equal((Path, (int?)null), (problem.File, problem.Row)));
        Assert.Equal(
            [
                "created_at of the run 'r1'",
                "conversation_history_json of the run 'r1', $[0].speaker",
                "conversation_history_json of the run 'r1', $[0].content",
                "conversation_history_json of the run 'r1', $[0].timestamp",
                "conversation_history_json of the run 'r1', $[1].speaker",
                "conversation_history_json of the run 'r1', $[1].content",
                "event_log_json of the run 'r1'",
                "benchmark_tests_json of the run 'r1', $[0].title",
                "benchmark_tests_json of the run 'r1', $[0].variables",
                "quality_metrics_json of the run 'r1', $",
            ],
            _problems.Select(problem => problem.Column));
    }

    private static DateTimeOffset At(string time) =>
        DateTimeOffset.Parse($"2026-02-09T{time}Z", System.Globalization.CultureInfo.InvariantCulture);

    private BenchmarkRun Run(SeedRow row)
    {
        BenchmarkRun? run = SeedRun.ToRun(row, Path, _problems);
        Assert.Empty(_problems);
        return run!;
    }
}
