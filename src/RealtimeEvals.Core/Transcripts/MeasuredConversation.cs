using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts;

/// <summary>A conversation as tests look at it.</summary>
/// <param name="Name">The id of its run, or the name of its file.</param>
/// <param name="Turns">The turns in their order.</param>
public sealed record MeasuredConversation(string Name, IReadOnlyList<SpokenTurn> Turns)
{
    /// <summary>The agent's prompt, whose questions are looked for; null when it is not known.</summary>
    public EvalPrompt? Prompt { get; init; }

    /// <summary>The words by which the agent ends the conversation.</summary>
    public string EndCue { get; init; } = PromptFolder.DefaultEndCue;

    /// <summary>How long the conversation took; null when that is not known.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The interview of the store that it is; null for a conversation of another origin.</summary>
    public BenchmarkRun? Stored { get; init; }

    /// <summary>The turns with their numbers, from 1.</summary>
    internal IEnumerable<(int Number, SpokenTurn Turn)> Numbered => Turns.Select((turn, index) => (index + 1, turn));

    /// <summary>Returns the turns of one side with their numbers in the conversation.</summary>
    internal IEnumerable<(int Number, SpokenTurn Turn)> Of(Speaker speaker) => Numbered.Where(one => one.Turn.Speaker == speaker);
}
