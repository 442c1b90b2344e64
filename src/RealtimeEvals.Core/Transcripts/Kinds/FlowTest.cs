using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Kinds;

/// <summary>The flow test of the seed's first version, over turns where that counted lines.</summary>
internal sealed class FlowTest : IConversationTest
{
    public string Name => "flow";

    public TestPreset Preset => TestPreset.Seed;

    public IEnumerable<ConversationVariable> Measure(MeasuredConversation conversation)
    {
        int turns = conversation.Turns.Count;
        int agent = conversation.Of(Speaker.Agent).Count();
        int participant = turns - agent;
        double? length = turns == 0 ? null : conversation.Turns.Average(turn => TranscriptFile.LineOf(turn).Length);
        yield return Bound.AtLeast(10, 5).Judge(this, "total_turns", turns);
        yield return Bound.AtLeast(3).Judge(this, "agent_turns", agent);
        yield return Bound.AtLeast(3).Judge(this, "participant_turns", participant);
        yield return Bound.Within(0.8, 1.2, 0.5, 1.5).Judge(
            this, "turn_balance", agent == 0 ? null : (double)participant / agent, agent == 0 ? "no turn of the agent" : "");
        yield return new Bound(
            "good from 50 to 200, warning from 20", value => value is >= 50 and <= 200, value => value >= 20)
            .Judge(this, "mean_turn_length", length, turns == 0 ? "no turns" : "");
    }
}
