using RealtimeEvals.Model;
using RealtimeEvals.Transcripts.Rules;

namespace RealtimeEvals.Transcripts.Kinds;

/// <summary>Turns in which a side says what it said before, word for word. Case, punctuation and spaces do not matter.</summary>
internal sealed class RepetitionTest : IConversationTest
{
    public string Name => "repetition";

    public TestPreset Preset => TestPreset.Standard;

    public IEnumerable<ConversationVariable> Measure(MeasuredConversation conversation)
    {
        yield return Count(conversation, Speaker.Agent, "agent_repeated_turns");
        yield return Count(conversation, Speaker.Participant, "participant_repeated_turns");
    }

    private ConversationVariable Count(MeasuredConversation conversation, Speaker speaker, string metric)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var repeated = new List<int>();
        foreach ((int number, SpokenTurn turn) in conversation.Of(speaker))
        {
            string[] words = Spoken.Words(turn.Text);
            if (words.Length >= LineRules.WordsThatRepeat && !seen.Add(string.Join(' ', words))) repeated.Add(number);
        }

        double? value = conversation.Of(speaker).Any() ? repeated.Count : null;
        return Bound.AtMost(0, 1).Judge(this, metric, value, value is null ? "no such turn" : TurnListing.Describe(repeated));
    }
}
