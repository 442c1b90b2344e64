using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Kinds;

/// <summary>Whether the agent closed the conversation by its cue, in its last turn.</summary>
internal sealed class ClosingTest : IConversationTest
{
    public string Name => "closing";

    public TestPreset Preset => TestPreset.Standard;

    public IEnumerable<ConversationVariable> Measure(MeasuredConversation conversation)
    {
        bool? closed = null;
        if (conversation.EndCue.Length > 0 && conversation.Of(Speaker.Agent).ToArray() is [.., var last])
        {
            closed = last.Turn.Text.Contains(conversation.EndCue, StringComparison.OrdinalIgnoreCase);
        }

        string why = conversation.EndCue.Length == 0 ? "no cue is known" : "the agent said nothing";
        yield return Bound.Yes.Judge(this, "closing_reached", closed is bool reached ? (reached ? 1 : 0) : null, closed is null ? why : "");
    }
}
