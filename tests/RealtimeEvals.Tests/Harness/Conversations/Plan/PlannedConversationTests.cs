using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations.Plan;

public sealed class PlannedConversationTests
{
    [Theory]
    [InlineData(0, "a, b.trial1, b.trial2, c")]
    [InlineData(1, "a, b, c")]
    [InlineData(2, "a.trial1, a.trial2, b.trial1, b.trial2, c.trial1, c.trial2")]
    public void Ids_bear_the_trial_where_there_are_several(int trials, string ids)
    {
        IReadOnlyList<PlannedConversation> planned = PlannedConversation.Of(
            [Simulated.Call("a"), Simulated.Call("b") with { Trials = 2 }, Simulated.Call("c")], trials);

        Assert.Equal(ids, string.Join(", ", planned.Select(plan => plan.Id)));
        Assert.Equal(Enumerable.Range(1, planned.Count), planned.Select(plan => plan.Number));
        Assert.All(
            planned,
            plan => Assert.Equal(
                plan.Id.Contains('.', StringComparison.Ordinal) ? plan.Id : $"{plan.Id}.trial1",
                $"{plan.Simulation.Id}.trial{plan.Trial}"));
    }

    [Fact]
    public void Ids_are_different_even_where_a_simulation_is_named_like_a_trial()
    {
        IReadOnlyList<PlannedConversation> planned = PlannedConversation.Of(
            [Simulated.Call("refund") with { Trials = 2 }, Simulated.Call("refund.trial1")], 0);

        Assert.Equal(3, planned.Select(plan => plan.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Nothing_is_planned_of_nothing() => Assert.Empty(PlannedConversation.Of([], 3));
}
