using RealtimeEvals.Model;
using RealtimeEvals.Transcripts;

namespace RealtimeEvals.Harness.Interviews;

/// <summary>The lines of a conversation in their order, opening and closing lines too.</summary>
public static class InterviewTurns
{
    /// <summary>Returns what one side said before the other answered, and the answer.</summary>
    public static IEnumerable<SpokenTurn> Of(TurnResult turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        if (turn.UserText.Length > 0) yield return new SpokenTurn(Speaker.Participant, turn.UserText);
        if (turn.AssistantText.Length > 0) yield return new SpokenTurn(Speaker.Agent, turn.AssistantText, turn.LatencyFirstAudioMs);
    }

    /// <summary>Returns all lines of a conversation, with the last one that nobody answered.</summary>
    public static IEnumerable<SpokenTurn> Of(ConversationResult conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        IEnumerable<SpokenTurn> turns = conversation.Turns.SelectMany(Of);
        return conversation.LastLine.Length > 0
            ? turns.Append(new SpokenTurn(Speaker.Participant, conversation.LastLine))
            : turns;
    }

    /// <summary>Returns an interview as tests look at it.</summary>
    /// <param name="interview">The interview.</param>
    /// <param name="prompt">The interviewer's prompt as it was used; null when it is not known.</param>
    public static MeasuredConversation ToMeasured(InterviewResult interview, EvalPrompt? prompt)
    {
        ArgumentNullException.ThrowIfNull(interview);
        return new MeasuredConversation(interview.ConversationId, [.. Of((ConversationResult)interview)])
        {
            Prompt = prompt,
            EndCue = interview.EndCue,
        };
    }
}
