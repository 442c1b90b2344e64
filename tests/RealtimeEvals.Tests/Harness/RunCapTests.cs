using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness;

/// <summary>Runs that are stopped before their last case: at a cap, or because the service refuses the account.</summary>
public sealed class RunCapTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task At_a_cap_of_tokens_the_rest_is_skipped_and_no_gate_passes()
    {
        await using CrawlSetup setup = Capped();

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(Token);

        Assert.Equal([Outcome.Pass, Outcome.Skipped, Outcome.Skipped, Outcome.Skipped], results.Select(result => result.Outcome));
        Assert.All(results.Skip(1), result => Assert.Equal((0, ""), (result.Attempts, result.EventLogPath)));
        var files = new RunFiles(setup.RunPath);
        Assert.Equal("capped", files.Manifest.GetProperty("state").GetString());
        Assert.Contains("of 1 tokens are used", files.Manifest.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal((4, 3), (files.JournalLines.Length, files.Summary.GetProperty("skipped").GetInt32()));
        Assert.Equal(1, files.Summary.GetProperty("latency_first_audio_ms_n").GetInt32());
        Assert.Contains(setup.Sink.Warnings, warning => warning.Contains("3 of 4 cases were not run", StringComparison.Ordinal));
        GateVerdict verdict = Gated.Rehearsal("pass_rate >= 0").Evaluate(Gated.JournalRows(setup.RunPath)).Worst();
        Assert.NotEqual(GateVerdict.Passed, verdict);
    }

    [Fact(Timeout = 300_000)]
    public async Task Capped_run_goes_on_with_a_higher_cap_and_calls_for_nothing_twice()
    {
        await using CrawlSetup setup = Capped();
        await setup.RunAsync(Token);
        setup.Options = setup.Options with { Resume = true, MaximumTokens = null };
        setup.Sink = new CollectingSink();

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(Token);

        Assert.All(results, result => Assert.Equal((Outcome.Pass, 1), (result.Outcome, result.Attempts)));
        var files = new RunFiles(setup.RunPath);
        Assert.Equal("completed", files.Manifest.GetProperty("state").GetString());
        Assert.Equal((7, 4), (files.JournalLines.Length, files.Table.Rows.Count));
    }

    [Fact(Timeout = 300_000)]
    public async Task What_earlier_starts_have_spent_counts_against_the_cap()
    {
        await using CrawlSetup setup = Capped();
        await setup.RunAsync(Token);
        setup.Options = setup.Options with { Resume = true };
        setup.Sink = new CollectingSink();

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(Token);

        Assert.Equal(3, results.Count(result => result.Outcome == Outcome.Skipped));
        Assert.Equal("capped", new RunFiles(setup.RunPath).Manifest.GetProperty("state").GetString());
    }

    [Fact(Timeout = 300_000)]
    public async Task Run_that_has_taken_its_time_starts_no_further_case()
    {
        await using CrawlSetup setup = Capped();
        setup.Options = setup.Options with { MaximumTokens = null, MaximumDuration = TimeSpan.FromTicks(1) };

        IReadOnlyList<CrawlResult> results = await setup.RunAsync(Token);

        Assert.All(results, result => Assert.Equal(Outcome.Skipped, result.Outcome));
        Assert.Equal("capped", new RunFiles(setup.RunPath).Manifest.GetProperty("state").GetString());
    }

    [Fact(Timeout = 300_000)]
    public async Task Key_that_is_refused_stops_the_run_at_once()
    {
        await using var setup = new CrawlSetup("handshake:401@crawl_002");
        setup.Options = setup.Options with { MaximumCases = 4, ThrottleLimit = 1 };

        EvalException exception = await Assert.ThrowsAsync<EvalException>(() => setup.RunAsync(Token));

        Assert.Equal(nameof(EvalErrors.AccountRefused), exception.ErrorId);
        Assert.Contains("2 cases were not run", exception.Message, StringComparison.Ordinal);
        Assert.Equal(
            [Outcome.Pass, Outcome.Error, Outcome.Skipped, Outcome.Skipped], setup.Sink.Results.Select(result => result.Outcome));
        Assert.Equal("failed", new RunFiles(setup.RunPath).Manifest.GetProperty("state").GetString());
    }

    [Fact(Timeout = 300_000)]
    public async Task Conversations_stop_at_a_cap_too()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund", "private_details");
        setup.Options = setup.Options with { ThrottleLimit = 1, MaximumTokens = 1 };

        IReadOnlyList<ConversationResult> results = await setup.RunAsync(Token);

        Assert.Equal([Outcome.Pass, Outcome.Skipped], results.Select(result => result.Outcome));
        Assert.Equal((EndReason.NotHeld, 0, 0m), (results[1].EndReason, results[1].TurnCount, results[1].CostUsd));
        Assert.Equal("capped", setup.Files.Manifest.GetProperty("state").GetString());
        Assert.Equal(["skipped"], setup.Cells("private_details", "outcome").Distinct().Select(word => word.ToLowerInvariant()));
    }

    /// <summary>What was not held stays so, whoever decides or judges the run anew, and the run stays capped.</summary>
    [Theory(Timeout = 300_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Conversation_that_was_not_held_gets_no_verdict_from_measuring(bool judges)
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund", "private_details");
        setup.Options = setup.Options with { ThrottleLimit = 1, MaximumTokens = 1 };
        await setup.RunAsync(Token);

        IReadOnlyList<ConversationResult> results = await setup.MeasureAsync(
            new MeasureRunOptions { RunPath = setup.RunPath, Target = judges ? setup.Sandbox.Target : null }, Token);

        Assert.Equal([Outcome.Pass, Outcome.Skipped], results.Select(result => result.Outcome));
        Assert.Equal("capped", setup.Files.Manifest.GetProperty("state").GetString());
        Assert.Equal(1, setup.Files.Summary.GetProperty("skipped").GetInt32());
    }

    [Fact(Timeout = 300_000)]
    public async Task Interviews_and_refusal_rows_stop_at_a_cap_too()
    {
        await using InterviewSetup interviews = new InterviewSetup().Use(InterviewSetup.Clinic, InterviewSetup.Bakery);
        interviews.Options = interviews.Options with { ThrottleLimit = 1, MaximumTokens = 1 };
        Assert.Equal([Outcome.Pass, Outcome.Skipped], (await interviews.RunAsync(Token)).Select(result => result.Outcome));

        await using var service = new RefusalService();
        using var rows = new RefusalSetup(service.BaseAddress);
        rows.Options = rows.Options with { MaximumDuration = TimeSpan.FromTicks(1) };
        RefusalSmokeResult result = await rows.RunAsync(Token);
        Assert.False(result.GatePass, result.ToString());
        Assert.Empty(service.RowCalls);
        Assert.All(rows.Rows, row => Assert.Equal((Outcome.Skipped, 0m), (row.Outcome, row.CostUsd)));
    }

    private static CrawlSetup Capped()
    {
        var setup = new CrawlSetup();
        setup.Options = setup.Options with { MaximumCases = 4, ThrottleLimit = 1, MaximumTokens = 1 };
        return setup;
    }
}
