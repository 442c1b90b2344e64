using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Crawl;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness;

public sealed class RunBudgetTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void No_case_is_started_that_would_exceed_the_cap_by_the_mean_of_those_before()
    {
        var budget = new RunBudget(Capped() with { MaximumCostUsd = 1 }, _time);
        budget.Add(Spent(0.3m));
        budget.Add(Spent(0.3m));

        Assert.Equal("", budget.TryStart());
        Assert.Equal("$0.60 of $1.00 are spent", budget.TryStart());
        budget.End();
        Assert.Equal("", budget.TryStart());
    }

    [Fact]
    public void Every_role_counts()
    {
        var budget = new RunBudget(Capped() with { MaximumCostUsd = 1, MaximumTokens = 50 }, _time);
        RoleCost judge = new(RoleCost.Judge, "gpt-5.2", new TokenUsage { InputTokens = 30, OutputTokens = 20 }, 0.1m);

        budget.Add(Spent(0.1m) with { Spent = new([judge]) });

        Assert.Equal("50 of 50 tokens are used", budget.TryStart());
    }

    [Fact]
    public void Cost_that_is_not_known_ends_a_run_with_a_cap_and_no_other()
    {
        var capped = new RunBudget(Capped() with { MaximumCostUsd = 1_000 }, _time);
        var free = new RunBudget(Capped(), _time);
        foreach (RunBudget budget in new[] { capped, free }) budget.Add(Spent(null));

        Assert.Contains("not known", capped.TryStart(), StringComparison.Ordinal);
        Assert.Equal("", free.TryStart());
    }

    [Fact]
    public void Tokens_that_are_not_known_end_a_run_with_a_cap()
    {
        CrawlOptions options = Capped() with { MaximumTokens = 1_000 };
        var served = new RunBudget(options with { Target = ServiceTarget.Resolve(null, "http://127.0.0.1:1/v1", null) }, _time);
        var replayed = new RunBudget(options, _time);
        var broken = new RunBudget(options with { Target = ServiceTarget.Resolve(null, "http://127.0.0.1:1/v1", null) }, _time);
        foreach (RunBudget budget in new[] { served, replayed }) budget.Add(Spent(0) with { Usage = new TokenUsage() });
        broken.Add(Spent(0) with { Usage = new TokenUsage(), Outcome = Outcome.Error });

        Assert.Contains("the tokens of a case are not known", served.TryStart(), StringComparison.Ordinal);
        Assert.Equal(("", ""), (replayed.TryStart(), broken.TryStart()));
    }

    [Fact]
    public void What_was_skipped_cost_nothing_that_would_not_be_known()
    {
        var budget = new RunBudget(Capped() with { MaximumCostUsd = 1 }, _time);

        budget.Add(Spent(null) with { Outcome = Outcome.Skipped });

        Assert.Equal("", budget.TryStart());
    }

    [Fact]
    public void Time_is_that_since_the_start()
    {
        var budget = new RunBudget(Capped() with { MaximumDuration = TimeSpan.FromMinutes(1) }, _time);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("", budget.TryStart());

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("the run has taken its 60 s", budget.TryStart());
    }

    private static CrawlOptions Capped() =>
        new() { Target = ServiceTarget.Replay, ResultsPath = "/results", SpeechCachePath = "/speech" };

    private static CrawlResult Spent(decimal? costUsd) =>
        new()
        {
            RunId = "run", CaseId = "case", Outcome = Outcome.Pass, CostUsd = costUsd, Usage = new TokenUsage { OutputTokens = 0 },
        };
}
