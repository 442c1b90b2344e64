using RealtimeEvals.Adapters;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;
using Xunit;

namespace RealtimeEvals.Tests.Harness;

/// <summary>What a plan says about prices, and about models that end.</summary>
public sealed class PlanPriceTests : PlannedRuns
{
    [Fact]
    public async Task Model_without_a_price_makes_the_sum_unknown_and_never_less()
    {
        RunPlan plan = await CrawlAsync(trials: 1, speech: SpeechSource.Speech);

        Assert.Null(plan.EstimatedCostUsd);
        Assert.False(plan.ArePricesKnown);
        Assert.Equal(["Speech gpt-4o-mini-tts"], plan.UnknownPrices);
        Assert.All(plan.Costs.Where(cost => cost.Role == PlanRole.Agent), cost => Assert.NotNull(cost.CostUsd));
        Assert.All(plan.Costs.Where(cost => cost.Role == PlanRole.Speech), cost => Assert.Null(cost.CostUsd));
        Assert.Contains("gpt-4o-mini-tts", plan.CostBasis, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cap_of_cost_needs_every_price()
    {
        EvalException refused = await Assert.ThrowsAsync<EvalException>(
            () => CrawlAsync(trials: 1, speech: SpeechSource.Speech, cap: 1));

        Assert.Equal(nameof(EvalErrors.InvalidSetting), refused.ErrorId);
        Assert.Contains("Speech gpt-4o-mini-tts", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Sink.Items);
        Assert.NotNull((await CrawlAsync(trials: 1, cap: 1)).EstimatedCostUsd);
        Assert.Equal(0, (await CrawlAsync(trials: 1, target: ServiceTarget.PlannedSandbox, cap: 1)).EstimatedCostUsd);
    }

    [Fact]
    public async Task Sandbox_costs_nothing()
    {
        RunPlan plan = await CrawlAsync(trials: 1, target: ServiceTarget.PlannedSandbox);

        Assert.Equal(0, plan.EstimatedCostUsd);
        Assert.True(plan.ArePricesKnown);
        Assert.NotEmpty(plan.Costs);
        Assert.All(plan.Costs, cost => Assert.Equal(0, cost.CostUsd));
        Assert.Empty(plan.Warnings);
    }

    [Fact]
    public async Task Models_that_end_are_told_of_every_role_and_once()
    {
        Services = At(new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));

        await new RefusalOperation(Services, AdapterServices.HostedEvals(Services.Time)).RunAsync(
            Refusal() with { Model = "gpt-5.1" }, Sink, Token);

        Assert.Single(Sink.Warnings, warning => warning.Contains("gpt-5.1 ends on 2027-04-01", StringComparison.Ordinal));
        Assert.Single(Plan().Warnings);
        Assert.Single((await CrawlAsync(trials: 1, model: "gpt-realtime", target: Target)).Warnings);
    }

    [Fact]
    public void Time_is_priced_by_the_minute_and_unknown_counts_are_unknown()
    {
        var prices = PlanPrices.For("api.openai.com");

        PlanCost live = Assert.Single(prices.Of(new PlannedUse(PlanRole.Agent, "gpt-live-1", 1, 1) { Minutes = 3 }));
        Assert.Equal((PlanModality.Time, 0.15m), (live.Modality, live.CostUsd));
        Assert.All(prices.Of(new PlannedUse(PlanRole.Agent, "gpt-realtime-2.1", 1, 1)), cost => Assert.Null(cost.CostUsd));
        Assert.All(prices.Of(new PlannedUse(PlanRole.Agent, "", 1, 1) { TextInput = 5 }), cost => Assert.True(prices.IsUnpriced(cost)));
    }
}
