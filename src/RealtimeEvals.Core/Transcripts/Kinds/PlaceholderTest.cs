using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Kinds;

/// <summary>Whether a side spoke a placeholder of its prompt, such as <c>{{ FirstName }}</c>.</summary>
internal sealed class PlaceholderTest : IConversationTest
{
    public string Name => "placeholder";

    public TestPreset Preset => TestPreset.Standard;

    public IEnumerable<ConversationVariable> Measure(MeasuredConversation conversation) =>
    [
        TurnListing.Count(
            this,
            "placeholder_turns",
            conversation.Turns.Select((turn, index) => (index + 1, turn)),
            turn => PromptText.PlaceholdersIn(turn.Text).Count > 0),
    ];
}
