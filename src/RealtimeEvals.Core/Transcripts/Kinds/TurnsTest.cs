using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Kinds;

/// <summary>Counts turns. A turn with line breaks in it is one; a conversation without turns of both sides is poor.</summary>
internal sealed class TurnsTest : IConversationTest
{
    public string Name => "turns";

    public TestPreset Preset => TestPreset.Standard;

    public IEnumerable<ConversationVariable> Measure(MeasuredConversation conversation)
    {
        var some = new Bound("good from 1", value => value >= 1, _ => false);
        int agent = conversation.Of(Speaker.Agent).Count();
        yield return some.Judge(this, "turn_count", conversation.Turns.Count, conversation.Turns.Count == 0 ? "nobody spoke" : "");
        yield return some.Judge(this, "agent_turn_count", agent);
        yield return some.Judge(this, "participant_turn_count", conversation.Turns.Count - agent);
    }
}
