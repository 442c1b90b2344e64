namespace RealtimeEvals.Model;

/// <summary>The result of one interview: a conversation in which the agent asks and a model that plays a participant answers.</summary>
public sealed record InterviewResult : ConversationResult
{
    /// <summary>The name of the interviewer's prompt.</summary>
    public string InterviewerPrompt { get; init; } = "";

    /// <summary>The id of the interviewer's prompt: SHA-256 of its text in hex, before values are filled in.</summary>
    public string InterviewerPromptId { get; init; } = "";

    /// <summary>The name of the participant's prompt.</summary>
    public string ParticipantPrompt { get; init; } = "";

    /// <summary>The id of the participant's prompt, as for the interviewer's.</summary>
    public string ParticipantPromptId { get; init; } = "";

    /// <summary>The text of the participant's prompt as it was used; the interviewer's is the system prompt of the settings.</summary>
    public string ParticipantPromptText { get; init; } = "";

    /// <summary>The words by which the interviewer ends the interview.</summary>
    public string EndCue { get; init; } = "";

    /// <summary>Whether the participant's lines were spoken, so that the interviewer heard them; else they were text.</summary>
    public bool ParticipantAudio { get; init; }

    /// <summary>What was done to the participant's speech, such as telephone; clean for nothing.</summary>
    public string ParticipantCondition { get; init; } = "";

    /// <summary>What the deterministic tests of conversations gave, each with Test, Metric, Value and Status.</summary>
    public ValueList<ConversationVariable> Variables { get; init; } = ValueList<ConversationVariable>.Empty;

    /// <summary>Returns the value that a test gave; null when there is none.</summary>
    /// <param name="metric">The name of the value.</param>
    internal double? ValueOf(string metric) => Variables.FirstOrDefault(one => one.Metric == metric)?.Value;

    /// <summary>Returns the interview, the outcome and the reason on one line.</summary>
    public override string ToString() => base.ToString();
}
