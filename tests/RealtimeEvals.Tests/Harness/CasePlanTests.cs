using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Harness;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness;

public sealed class CasePlanTests
{
    [Theory]
    [InlineData(null, "a, b.trial1, b.trial2, c")]
    [InlineData(1, "a, b, c")]
    [InlineData(2, "a.trial1, a.trial2, b.trial1, b.trial2, c.trial1, c.trial2")]
    public void Names_bear_the_trial_where_there_are_several(int? trials, string names)
    {
        IReadOnlyList<PlannedCase<Simulation>> planned = Expand(
            [Simulated.Call("a"), Simulated.Call("b") with { Trials = 2 }, Simulated.Call("c")], trials);

        Assert.Equal(names, string.Join(", ", planned.Select(plan => plan.Name)));
        Assert.Equal(Enumerable.Range(1, planned.Count), planned.Select(plan => plan.Number));
        Assert.Equal(planned.Count, planned.Select(plan => plan.Key).Distinct().Count());
        Assert.All(planned, plan => Assert.Equal(plan.Case.Id, plan.Key.CaseId));
        Assert.All(
            planned,
            plan => Assert.Equal(
                plan.Name.Contains('.', StringComparison.Ordinal) ? plan.Name : $"{plan.Name}.trial1",
                $"{plan.Key.CaseId}.trial{plan.Key.Trial}"));
    }

    [Fact]
    public void Names_are_different_even_where_a_case_is_named_like_a_trial()
    {
        IReadOnlyList<PlannedCase<Simulation>> planned = Expand(
            [Simulated.Call("refund") with { Trials = 2 }, Simulated.Call("refund.trial1")], null);

        Assert.Equal(3, planned.Select(plan => plan.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Nothing_is_planned_of_nothing() => Assert.Empty(Expand([], 3));

    private static IReadOnlyList<PlannedCase<Simulation>> Expand(IReadOnlyList<Simulation> simulations, int? trials) =>
        CasePlan<Simulation>.Expand(simulations, one => new CaseTraits(one.Id, one.Tags, one.Trials), trials);
}
