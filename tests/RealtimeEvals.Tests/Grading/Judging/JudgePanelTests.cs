using System.Collections.Concurrent;
using RealtimeEvals.Grading.Judging;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Grading.Judging;

public sealed class JudgePanelTests
{
    private readonly ManualTime _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>One letter for each sample: its grade, N for null, P for prose, E for a refusal.</summary>
    [Theory]
    [InlineData("1", GradeStatus.Graded, 1, 1.0)]
    [InlineData("0", GradeStatus.Graded, 0, 1.0)]
    [InlineData("N", GradeStatus.NotApplicable, null, 1.0)]
    [InlineData("P", GradeStatus.Error, null, null)]
    [InlineData("E", GradeStatus.Error, null, null)]
    [InlineData("111", GradeStatus.Graded, 1, 1.0)]
    [InlineData("110", GradeStatus.Graded, 1, 2.0 / 3)]
    [InlineData("001", GradeStatus.Graded, 0, 2.0 / 3)]
    [InlineData("NN1", GradeStatus.NotApplicable, null, 2.0 / 3)]
    [InlineData("10N", GradeStatus.Error, null, 1.0 / 3)]
    [InlineData("11E", GradeStatus.Graded, 1, 2.0 / 3)]
    [InlineData("1EE", GradeStatus.Error, null, 1.0 / 3)]
    [InlineData("10P", GradeStatus.Error, null, 1.0 / 3)]
    [InlineData("PEP", GradeStatus.Error, null, null)]
    [InlineData("11100", GradeStatus.Graded, 1, 0.6)]
    [InlineData("1100N", GradeStatus.Error, null, 0.4)]
    [InlineData("000E1", GradeStatus.Graded, 0, 0.6)]
    [InlineData("11EE0", GradeStatus.Error, null, 0.4)]
    public async Task More_than_half_of_all_samples_decide(string samples, GradeStatus status, int? grade, double? agreement)
    {
        GraderResult result = await AskAsync(samples, turn: 3);

        Assert.Equal((status, grade, samples.Length), (result.Status, result.Grade, result.Samples));
        Assert.Equal(agreement is null, result.Agreement is null);
        Assert.Equal(agreement ?? 0, result.Agreement ?? 0, 12);
        Assert.Equal(
            status == GradeStatus.Error
                || samples.Contains('E', StringComparison.Ordinal)
                || samples.Contains('P', StringComparison.Ordinal),
            result.ErrorMessage.Length > 0);
        Assert.Equal(status == GradeStatus.Error ? "" : grade is int one ? $"says {one}" : "says nothing", result.Rationale);
    }

    [Fact]
    public async Task Null_of_the_whole_conversation_is_an_error()
    {
        GraderResult result = await AskAsync("N", turn: 0);

        Assert.Equal((GradeStatus.Error, 0), (result.Status, result.TurnIndex));
        Assert.Contains("the judge's grade is null", result.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_among_the_samples_is_told_beside_the_grade_and_beside_the_missing_majority()
    {
        Assert.Equal("refused", (await AskAsync("11E", 1)).ErrorMessage);
        Assert.Equal("no majority among 3 samples. refused", (await AskAsync("10E", 1)).ErrorMessage);
        Assert.Equal("no majority among 3 samples.", (await AskAsync("10N", 1)).ErrorMessage);
    }

    [Fact]
    public async Task Every_sample_gets_the_same_question_and_all_tokens_are_counted()
    {
        var judge = new Judge("1P0");
        GraderResult result = await new JudgePanel(judge, 3, TimeSpan.FromSeconds(9), _time).GradeAsync(
            "goal", 2, "judge", "Be kind.", "Turn: 2", "run/c/judge/goal/2", Stop);

        JudgeQuestion question = Assert.Single(judge.Questions.Distinct());
        Assert.Equal(3, judge.Questions.Count);
        Assert.Equal(
            ("judge", "Criteria:\nBe kind.\n\nContext:\nTurn: 2", "run/c/judge/goal/2"),
            (question.Model, question.Input, question.ClientRequestId));
        Assert.Contains("null", question.Schema, StringComparison.Ordinal);
        Assert.Equal(
            (30, 6, "judge", "judge-2026"),
            (result.Usage.InputTokens, result.Usage.OutputTokens, result.JudgeModel, result.ResolvedModel));
    }

    [Fact]
    public async Task Hash_of_the_prompt_follows_criterion_and_kind_and_nothing_else()
    {
        async Task<string> HashAsync(int turn, string criteria, string context, string samples) =>
            (await new JudgePanel(new Judge(samples), samples.Length, TimeSpan.FromSeconds(9), _time).GradeAsync(
                "goal", turn, "judge", criteria, context, "id", Stop)).PromptSha256;

        string hash = await HashAsync(1, "Be kind.", "a", "1");

        Assert.Equal(64, hash.Length);
        Assert.Equal(hash, await HashAsync(2, "Be kind.", "b", "000"));
        Assert.NotEqual(hash, await HashAsync(0, "Be kind.", "a", "1"));
        Assert.NotEqual(hash, await HashAsync(1, "Be rude.", "a", "1"));
    }

    [Fact]
    public async Task Sample_that_takes_too_long_is_an_error_and_the_others_count()
    {
        Task<GraderResult> pending = Panel("1H1").GradeAsync("goal", 1, "judge", "x", "y", "id", Stop);
        _time.Advance(TimeSpan.FromSeconds(8.9));
        bool early = pending.IsCompleted;
        _time.Advance(TimeSpan.FromSeconds(0.1));
        GraderResult result = await pending;

        Assert.False(early);
        Assert.Equal((GradeStatus.Graded, 1, "no answer of the judge within 9 s."), (result.Status, result.Grade, result.ErrorMessage));
        Assert.Null(_time.NextTimer);
    }

    [Fact]
    public async Task Panel_that_hangs_as_a_whole_is_an_error()
    {
        Task<GraderResult> pending = Panel("HHH").GradeAsync("goal", 1, "judge", "x", "y", "id", Stop);
        while (!pending.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(9));
            await Task.Yield();
        }

        Assert.Equal((GradeStatus.Error, null, "no answer of the judge within 9 s."), await Facts(pending));

        static async Task<(GradeStatus, double?, string)> Facts(Task<GraderResult> pending) =>
            (await pending) is var result ? (result.Status, result.Agreement, result.ErrorMessage) : default;
    }

    [Fact]
    public async Task Asking_that_the_user_stops_is_cancelled_and_no_error()
    {
        using var stop = new CancellationTokenSource();
        Task<GraderResult> pending = Panel("1H1").GradeAsync("goal", 1, "judge", "x", "y", "id", stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
    }

    private JudgePanel Panel(string samples) => new(new Judge(samples), samples.Length, TimeSpan.FromSeconds(9), _time);

    private Task<GraderResult> AskAsync(string samples, int turn) => Panel(samples).GradeAsync("goal", turn, "judge", "x", "y", "id", Stop);

    /// <summary>A judge that says what it is told to, question by question; H is never answered.</summary>
    private sealed class Judge(string answers) : IJudge
    {
        private int _asked = -1;

        public ConcurrentQueue<JudgeQuestion> Questions { get; } = new();

        public async Task<JudgeAnswer> AskAsync(JudgeQuestion question, CancellationToken cancellationToken)
        {
            Questions.Enqueue(question);
            char answer = answers[Interlocked.Increment(ref _asked)];
            if (answer == 'H') await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            if (answer == 'E') throw new JudgeException("refused");
            string text = answer switch
            {
                'P' => "I cannot say.",
                'N' => """{"grade":null,"rationale":"says nothing"}""",
                _ => $$"""{"grade":{{answer}},"rationale":"says {{answer}}"}""",
            };
            return new JudgeAnswer(text, "judge-2026", new TokenUsage { InputTokens = 10, OutputTokens = 2 });
        }
    }
}
