using RealtimeEvals.Harness.Conversations.Results;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Interviews;

/// <summary>The columns of <c>results.csv</c>: those of simulated conversations, then the prompts and what the tests gave.</summary>
internal static class InterviewColumns
{
    /// <summary>The columns of all runs of interviews.</summary>
    public static IReadOnlyList<TableColumn<ConversationRow>> All { get; } = Make();

    private static IReadOnlyList<TableColumn<ConversationRow>> Make()
    {
        IReadOnlyList<TableColumn<ConversationRow>> own =
        [
            .. ConversationTable.Columns(InterviewVerdict.Graders),
            Of("interviewer_prompt", one => one.InterviewerPrompt),
            Of("interviewer_prompt_id", one => one.InterviewerPromptId),
            Of("participant_prompt", one => one.ParticipantPrompt),
            Of("participant_prompt_id", one => one.ParticipantPromptId),
            Of("end_cue", one => one.EndCue),
            Of("participant_audio", one => one.ParticipantAudio ? "true" : "false"),
            Of("participant_condition", one => one.ParticipantCondition),
        ];
        return [.. own, .. TableColumn<ConversationRow>.Others(own, typeof(InterviewResult), row => row.Whole)];
    }

    private static TableColumn<ConversationRow> Of(string name, Func<InterviewResult, string> text) =>
        new(name, row => row.Conversation is InterviewResult one ? text(one) : "");
}
