using RealtimeEvals.Model;
using RealtimeEvals.Transcripts.Rules;

namespace RealtimeEvals.Transcripts.Kinds;

/// <summary>Turns of the participant that no person would say, by the rules for callers of simulated conversations.</summary>
internal sealed class ParticipantTest : IConversationTest
{
    public string Name => "participant";

    public TestPreset Preset => TestPreset.Standard;

    public IEnumerable<ConversationVariable> Measure(MeasuredConversation conversation)
    {
        (int, SpokenTurn)[] turns = [.. conversation.Of(Speaker.Participant)];
        yield return TurnListing.Count(this, "role_inversion_turns", turns, turn => LineRules.InvertsRoles(turn.Text));
        yield return TurnListing.Count(this, "quoted_turns", turns, turn => LineRules.IsDecorated(turn.Text));
        yield return TurnListing.Count(this, "empty_turns", turns, turn => LineRules.IsWordless(turn.Text));
    }
}
