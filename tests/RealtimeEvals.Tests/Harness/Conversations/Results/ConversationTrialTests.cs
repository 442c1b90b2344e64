using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations.Results;

public sealed class ConversationTrialTests
{
    [Fact(Timeout = 300_000)]
    public async Task Trials_are_conversations_of_their_own()
    {
        await using ConversationSetup setup = new ConversationSetup("status:failed@private_details.trial2/assistant#3").Use(
            "private_details", "change_of_mind");
        setup.Options = setup.Options with { Trials = 2 };

        IReadOnlyList<ConversationResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            ["private_details.trial1", "private_details.trial2", "change_of_mind.trial1", "change_of_mind.trial2"],
            results.Select(result => result.ConversationId));
        Assert.Equal([Outcome.Pass, Outcome.Error, Outcome.Fail, Outcome.Fail], results.Select(result => result.Outcome));
        Assert.Equal(
            [("private_details", 1), ("private_details", 2), ("change_of_mind", 1), ("change_of_mind", 2)],
            results.Select(result => (result.SimulationId, result.Trial)));
        Assert.Equal(["1", "2", "3"], setup.Cells("private_details.trial1", "turn_index"));
        Assert.All(setup.Cells("private_details.trial2", "trial"), cell => Assert.Equal("2", cell));
        Assert.All(
            results,
            result =>
                Assert.True(
                    File.Exists(setup.Files.PathOf("events", $"{result.ConversationId}.jsonl"))
                    && Directory.Exists(setup.Files.PathOf("audio", result.ConversationId))));
        JsonElement summary = setup.Files.Summary;
        Assert.Equal((4, 1), (summary.GetProperty("planned").GetInt32(), summary.GetProperty("failed_simulations").GetInt32()));
        Assert.Equal((0.25, 2), (summary.GetProperty("pass^1").GetDouble(), summary.GetProperty("pass^1_n").GetInt32()));
        Assert.Equal((0.0, 2), (summary.GetProperty("pass^2").GetDouble(), summary.GetProperty("pass^2_n").GetInt32()));
        Assert.Equal(results[0].Turns.Select(turn => turn.SpeechSha256), results[1].Turns.Take(3).Select(turn => turn.SpeechSha256));
    }
}
