using System.Text.Json;
using RealtimeEvals.Harness.Conversations.Results;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations.Results;

public sealed class ConversationSummaryTests
{
    private static readonly Grader Goal = new("goal", "judge", "x", "");
    private static readonly Grader Polite = new("polite", "judge", "x", "");
    private static readonly string[] TokenTotals =
    [
        "input_tokens_total",
        "cached_tokens_total",
        "output_tokens_total",
        "caller_output_tokens_total",
        "judge_input_tokens_total",
        "judge_output_tokens_total",
    ];

    /// <summary>
    /// By hand, from C(passed, k) / C(trials, k): a passed 3 of 4, b 2 of 2, c 0 of 3.
    /// k=1: (3/4 + 1 + 0)/3; k=2: (3/6 + 1 + 0)/3; k=3: (1/4 + 0)/2; k=4: 0.
    /// </summary>
    [Fact]
    public void Chance_that_k_trials_all_pass_is_that_of_the_formula()
    {
        JsonElement summary = Summarize([.. Trials("a", "PPFP"), .. Trials("b", "PP"), .. Trials("c", "FIE")]);

        double[] expected = [1.75 / 3, 0.5, 0.125, 0];
        Assert.Equal([3, 3, 2, 1], Enumerable.Range(1, 4).Select(k => summary.GetProperty($"pass^{k}_n").GetInt32()));
        foreach ((int index, double value) in expected.Index())
        {
            Assert.Equal(value, summary.GetProperty($"pass^{index + 1}").GetDouble(), 12);
        }

        Assert.False(summary.TryGetProperty("pass^5", out _));
    }

    [Theory]
    [InlineData("PPPPPPPP", 5, 1)]
    [InlineData("PPPPFFFF", 2, 0.21428571428571427)]
    [InlineData("PPPPFFFF", 4, 0.014285714285714285)]
    [InlineData("PPPPFFFF", 5, 0)]
    [InlineData("FFFFFFFF", 1, 0)]
    public void Chance_of_one_simulation_is_that_of_the_formula(string outcomes, int k, double chance) =>
        Assert.Equal(chance, Summarize([.. Trials("a", outcomes)]).GetProperty($"pass^{k}").GetDouble(), 12);

    [Fact]
    public void Chance_over_several_trials_is_not_told_of_single_ones()
    {
        Assert.False(Summarize([.. Trials("a", "P"), .. Trials("b", "F")]).TryGetProperty("pass^1", out _));
        Assert.False(Summarize([]).TryGetProperty("pass^1", out _));
    }

    [Fact]
    public void Rates_are_over_the_conversations_of_which_the_truth_was_asked()
    {
        JsonElement summary = Summarize(
        [
            Simulated.Conversation("a") with
            {
                GoalReached = true,
                ExpectedToolsCalled = true,
                ExpectedToolsInOrder = false,
                FinalStateReached = true,
            },
            Simulated.Conversation("b") with { GoalReached = false, ExpectedToolsCalled = true, ForbiddenToolsCalled = new(["x", "y"]) },
            Simulated.Conversation("c") with { GoalReached = true, ForbiddenToolsCalled = new(["x"]) },
            Simulated.Conversation("d"),
        ]);

        Assert.Equal(
            [2.0 / 3, 1, 0, null, 1],
            new[] { "goal_reached", "expected_tools_called", "expected_tools_in_order", "expected_arguments_given", "final_state_reached" }
                .Select(name => Number(summary, $"{name}_rate")));
        Assert.Equal(
            [3, 2, 1, 0, 1],
            new[] { "goal_reached", "expected_tools_called", "expected_tools_in_order", "expected_arguments_given", "final_state_reached" }
                .Select(name => Number(summary, $"{name}_n") ?? -1));
        Assert.Equal(3, Number(summary, "forbidden_tools_called_total"));
    }

    [Fact]
    public void Outcomes_callers_and_ends_are_counted()
    {
        ConversationResult[] conversations =
        [
            .. Trials("a", "PF"), Simulated.Conversation("b", Outcome.Error) with { EndReason = EndReason.Failed },
            Simulated.Conversation("c", Outcome.Inconclusive) with
            {
                EndReason = EndReason.InvalidCaller,
                CallerFindings = new(
                    [new CallerFinding(CallerViolation.EmptyLine, 1, ""), new CallerFinding(CallerViolation.EarlyEnd, 1, "")]),
            },
        ];

        JsonElement summary = Summarize(conversations);

        Assert.Equal(
            [1, 1, 1, 1, 0],
            new[] { "passed", "failed", "errored", "inconclusive", "skipped" }.Select(name => Number(summary, name) ?? -1));
        Assert.Equal(
            (0.25, 1.0, 0.25, "error"),
            (
                Number(summary, "pass_rate"),
                Number(summary, "invalid_callers"),
                Number(summary, "invalid_caller_share"),
                summary.GetProperty("run_outcome").GetString()));
        Assert.Equal(
            [1, 2, 0, 0, 1, 0, 0],
            new[] { "failed", "end_call", "script_end", "max_turns", "invalid_caller", "agent_silent", "tool_loop" }
                .Select(name => Number(summary, $"ended_by_{name}") ?? -1));
    }

    [Fact]
    public void Turns_are_the_rows_and_a_conversation_without_turns_is_one_too()
    {
        TurnResult failed = Simulated.Turn(2, "a", "") with { FailureStage = "response_timeout" };
        JsonElement summary = Summarize(
        [
            Simulated.Conversation("a") with { Turns = new([Simulated.Turn(1, "a", "b"), Simulated.Turn(2, "a", "b")]) },
            Simulated.Conversation("b") with { Turns = new([Simulated.Turn(1, "a", "b"), failed]) },
            Simulated.Conversation("c"),
        ]);

        Assert.Equal((5, 1), (Number(summary, "total_rows"), Number(summary, "failed_simulations")));
    }

    [Fact]
    public void Means_of_grades_are_over_grades_and_judges_are_counted_apart()
    {
        GraderResult Of(string id, GradeStatus status, int? grade, int turn = 0) =>
            new(id, turn, status, grade, "")
            {
                Samples = 3,
                Agreement = status == GradeStatus.Error ? null : grade == 1 ? 1 : 2.0 / 3,
                ResolvedModel = "judge-1",
                Usage = new TokenUsage { InputTokens = 10, OutputTokens = 2 },
            };
        var settings = new ConversationSettings { TraceGraders = new([Goal]), TurnGraders = new([Polite]) };
        TurnResult[] turns =
        [
            Simulated.Turn(1, "a", "b") with { Grades = new([Of("polite", GradeStatus.Graded, 1, 1)]) },
            Simulated.Turn(2, "a", "b") with { Grades = new([Of("polite", GradeStatus.NotApplicable, null, 2)]) },
        ];

        JsonElement summary = Summarize(
        [
            Simulated.Conversation("a") with { Settings = settings, Turns = new(turns), Grades = new([Of("goal", GradeStatus.Graded, 1)]) },
            Simulated.Conversation("b") with { Settings = settings, Grades = new([Of("goal", GradeStatus.Graded, 0)]) },
            Simulated.Conversation("c") with { Settings = settings, Grades = new([Of("goal", GradeStatus.Error, null)]) },
        ]);

        Assert.Equal((0.5, 1.0), (Number(summary, "goal_grade_mean"), Number(summary, "polite_grade_mean")));
        Assert.Equal(
            [3, 1, 1, 15, 50, 10],
            new[]
            {
                "judge_grades", "judge_not_applicable", "judge_errors",
                "judge_samples_total", "judge_input_tokens_total", "judge_output_tokens_total",
            }.Select(name => Number(summary, name) ?? -1));
        Assert.Equal((1 + 2.0 / 3 + 1 + 2.0 / 3) / 4, Number(summary, "judge_agreement_mean")!.Value, 12);
        Assert.Equal(
            """["judge-1"]""",
            summary.GetProperty("judge_models").GetRawText()
                .Replace("\n", "", StringComparison.Ordinal)
                .Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_without_conversations_has_a_summary_all_the_same()
    {
        JsonElement summary = Summarize([]);

        Assert.Equal(
            (0, "inconclusive", null, null),
            (
                Number(summary, "total_rows"),
                summary.GetProperty("run_outcome").GetString(),
                Number(summary, "goal_grade_mean"),
                Number(summary, "invalid_caller_share")));
    }

    [Fact]
    public void Cost_is_told_only_when_that_of_every_conversation_is_known()
    {
        Assert.Equal(
            0.75,
            Number(
                Summarize([Simulated.Conversation("a") with { CostUsd = 0.5m }, Simulated.Conversation("b") with { CostUsd = 0.25m }]),
                "cost_usd_total"));
        Assert.Null(
            Number(Summarize([Simulated.Conversation("a") with { CostUsd = 0.5m }, Simulated.Conversation("b")]), "cost_usd_total"));
    }

    [Fact]
    public void Tokens_are_added_up_beyond_the_range_of_one_conversation()
    {
        var usage = new TokenUsage { InputTokens = int.MaxValue, CachedTokens = int.MaxValue, OutputTokens = int.MaxValue };
        GraderResult grade = new("goal", 0, GradeStatus.Graded, 1, "") { Samples = 1, Usage = usage };
        ConversationResult conversation = Simulated.Conversation("a") with
        {
            Usage = usage,
            CallerUsage = usage,
            Settings = new ConversationSettings { TraceGraders = new([Goal]) },
            Grades = new([grade]),
        };

        JsonElement summary = Summarize([conversation, conversation with { ConversationId = "b" }]);

        Assert.All(TokenTotals, name => Assert.Equal(2L * int.MaxValue, summary.GetProperty(name).GetInt64()));
    }

    [Fact]
    public void Tokens_that_nobody_reported_are_unknown_and_not_none()
    {
        JsonElement summary = Summarize([Simulated.Conversation("a"), Simulated.Conversation("b")]);

        Assert.All(TokenTotals, name => Assert.Equal(JsonValueKind.Null, summary.GetProperty(name).ValueKind));
        Assert.Equal(
            5,
            Number(
                Summarize([Simulated.Conversation("a") with { Usage = new TokenUsage { InputTokens = 5 } }, Simulated.Conversation("b")]),
                "input_tokens_total"));
    }

    private static JsonElement Summarize(ConversationResult[] conversations) =>
        JsonSerializer.Deserialize<JsonElement>(
            ConversationSummary.Of(Simulated.Manifest(conversations.Length), conversations, [Goal, Polite]));

    private static double? Number(JsonElement summary, string name) =>
        summary.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    private static IEnumerable<ConversationResult> Trials(string id, string outcomes) =>
        outcomes.Select(letter => Simulated.Conversation(id, letter switch
        {
            'P' => Outcome.Pass, 'F' => Outcome.Fail, 'E' => Outcome.Error, _ => Outcome.Inconclusive,
        }));
}
