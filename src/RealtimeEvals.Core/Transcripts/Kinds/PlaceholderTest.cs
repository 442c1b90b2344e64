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
            conversation.Numbered,
            turn => PromptText.PlaceholdersIn(turn.Text).Count > 0),
    ];
}
