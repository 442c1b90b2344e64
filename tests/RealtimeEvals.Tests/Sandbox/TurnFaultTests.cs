using System.Net.WebSockets;
using System.Text.Json;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Sandbox.TurnFixture;

namespace RealtimeEvals.Tests.Sandbox;

/// <summary>Faults that wait for their turn.</summary>
public sealed class TurnFaultTests
{
    [Fact(Timeout = 300_000)]
    public async Task Fault_of_a_turn_leaves_the_turns_around_it_alone()
    {
        await using var rules = new OwnRules("status:failed#2");
        await using RawClient client = await OpenAsync(rules);

        Assert.Equal(
            ["completed", "failed", "completed"],
            [await HearAsync(client, "hi"), await HearAsync(client, "hi"), await HearAsync(client, "hi")]);
    }

    [Fact(Timeout = 300_000)]
    public async Task Fault_counts_for_every_session_unless_it_says_how_often()
    {
        await using var rules = new OwnRules("status:incompletex1#1", "status:cancelled#2");

        foreach (string first in new[] { "incomplete", "completed" })
        {
            await using RawClient client = await OpenAsync(rules);
            Assert.Equal(
                [first, "cancelled", "completed"],
                [await HearAsync(client, "hi"), await HearAsync(client, "hi"), await HearAsync(client, "hi")]);
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Rounds_of_tools_belong_to_the_turn_that_began_them()
    {
        await using var rules = new OwnRules("status:failed#2");
        await using RawClient client = await OpenAsync(rules);

        IReadOnlyList<JsonElement> looking = await SayAsync(client, "look");
        IReadOnlyList<JsonElement> round = await AnswerAsync(client, CallIds(looking)[0], """{"found":"a key"}""");

        Assert.Equal(["completed", "completed"], new[] { looking, round }.Select(Status));
        Assert.Equal("I found a key.", Text(round));
        Assert.Equal("failed", await HearAsync(client, "hi"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Break_of_a_turn_counts_its_events_from_there()
    {
        await using var rules = new OwnRules("drop:3#2");
        await using RawClient client = await OpenAsync(rules);
        IReadOnlyList<JsonElement> first = await SayAsync(client, "hi");
        await CreateAsync(client, Message("hi"));

        var second = new List<JsonElement>();
        await client.SendAsync("""{"type":"response.create"}""");
        await Assert.ThrowsAsync<WebSocketException>(async () =>
        {
            while (true) second.Add(await client.ReceiveAsync());
        });

        Assert.True(first.Count > 5);
        Assert.InRange(second.Count, 0, 3);
        Assert.DoesNotContain(second, one => RawClient.TypeOf(one) == "response.done");
    }
}
