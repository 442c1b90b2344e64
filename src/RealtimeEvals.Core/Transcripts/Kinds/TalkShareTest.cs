using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Kinds;

/// <summary>How much of the words are the agent's. One that asks leaves room for answers.</summary>
internal sealed class TalkShareTest : IConversationTest
{
    public string Name => "talk_share";

    public TestPreset Preset => TestPreset.Standard;

    public IEnumerable<ConversationVariable> Measure(MeasuredConversation conversation)
    {
        double agent = conversation.Of(Speaker.Agent).Sum(one => Spoken.Words(one.Turn.Text).Length);
        double all = conversation.Turns.Sum(turn => Spoken.Words(turn.Text).Length);
        yield return Bound.Within(0.2, 0.8, 0.1, 0.9).Judge(
            this, "agent_word_share", all == 0 ? null : agent / all, all == 0 ? "no words" : "");
    }
}
