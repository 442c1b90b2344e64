using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts;

/// <summary>An interview of the store as tests look at it.</summary>
public static class StoredConversation
{
    /// <summary>Returns the conversation with the prompt that was used, where that is stored.</summary>
    /// <param name="run">The interview with its turns.</param>
    public static MeasuredConversation Of(BenchmarkRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var turns = run.Turns.Select(turn => new SpokenTurn(turn.Speaker, turn.Text, turn.LatencyFirstAudioMs));
        string cue = run.EndCue.Length > 0 ? run.EndCue : PromptFolder.DefaultEndCue;
        return new MeasuredConversation(run.Id, [.. turns])
        {
            EndCue = cue,
            Duration = run.EndedAt - run.StartedAt,
            Stored = run,
            Prompt = run.InterviewerPromptText.Length > 0
                ? PromptFolder.Describe(run.InterviewerPrompt, run.InterviewerPromptText, cue)
                : null,
        };
    }
}
