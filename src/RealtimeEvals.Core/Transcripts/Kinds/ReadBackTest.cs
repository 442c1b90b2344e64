using RealtimeEvals.Model;
using RealtimeEvals.Transcripts.Rules;

namespace RealtimeEvals.Transcripts.Kinds;

/// <summary>
/// Whether the agent says numbers, ids, amounts and addresses of the participant again in its next turn, in whatever form they are spoken.
/// </summary>
internal sealed class ReadBackTest : IConversationTest
{
    public string Name => "read_back";

    public TestPreset Preset => TestPreset.Standard;

    public IEnumerable<ConversationVariable> Measure(MeasuredConversation conversation)
    {
        int said = 0;
        var lost = new List<int>();
        foreach ((int number, SpokenTurn turn) in conversation.Of(Speaker.Participant))
        {
            int facts = CallerFacts.UnknownIn(turn.Text, "").Count();
            SpokenTurn? next = conversation.Turns.Skip(number).FirstOrDefault(later => later.Speaker == Speaker.Agent);
            int missing = CallerFacts.UnknownIn(turn.Text, next?.Text ?? "").Count();
            said += facts;
            lost.AddRange(Enumerable.Repeat(number, Math.Min(missing, facts)));
        }

        yield return Bound.AtLeast(1, 0.8).Judge(
            this,
            "read_back_rate",
            said == 0 ? null : (double)(said - lost.Count) / said,
            said == 0 ? "the participant said no number, id or address" : TurnListing.Describe([.. lost.Distinct()]));
    }
}
