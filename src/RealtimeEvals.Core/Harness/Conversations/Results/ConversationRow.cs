using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Conversations.Results;

/// <summary>One row of results.csv: a turn, with the columns of its conversation.</summary>
/// <param name="Turn">The turn.</param>
/// <param name="AgentModel">The agent's model.</param>
/// <param name="CallerModel">The caller's model.</param>
/// <param name="EventLogPath">The event log, relative to the folder of the run.</param>
/// <param name="Conversation">The whole conversation; null while it is still going on.</param>
/// <param name="IsLast">Whether this is the conversation's last row, which holds the columns of the whole conversation.</param>
internal sealed record ConversationRow(
    TurnResult Turn,
    string AgentModel,
    string CallerModel,
    string EventLogPath,
    ConversationResult? Conversation,
    bool IsLast)
{
    /// <summary>The conversation if this is its last row; otherwise null.</summary>
    public ConversationResult? Whole => IsLast ? Conversation : null;

    /// <summary>Returns the rows of a conversation. One without turns still has one row.</summary>
    public static IEnumerable<ConversationRow> Of(ConversationResult conversation)
    {
        ValueList<TurnResult> turns = conversation.Turns.Count > 0
            ? conversation.Turns
            : new(
            [
                new TurnResult
                {
                    RunId = conversation.RunId,
                    SimulationId = conversation.SimulationId,
                    ConversationId = conversation.ConversationId,
                    StartedAt = conversation.StartedAt,
                },
            ]);
        return turns.Select((turn, index) => new ConversationRow(
            turn,
            conversation.AssistantModel,
            conversation.SimulatorModel,
            conversation.EventLogPath,
            conversation,
            index == turns.Count - 1));
    }

    /// <summary>Returns a grader's result for the turn, or for the whole conversation in its last row; null when there is none.</summary>
    public GraderResult? Grade(string graderId) =>
        Turn.Grades.FirstOrDefault(grade => grade.GraderId == graderId)
        ?? Whole?.Grades.FirstOrDefault(grade => grade.GraderId == graderId);

    /// <summary>
    /// Returns the status of a grader in this row: Open if the conversation has a verdict but the grade is missing; null if no grade is
    /// expected here.
    /// </summary>
    public GradeStatus? StatusOf(string graderId) => Grade(graderId)?.Status ?? (IsDue(graderId) ? GradeStatus.Open : null);

    private bool IsDue(string graderId)
    {
        if (Conversation is not { Outcome: Outcome.Pass or Outcome.Fail }) return false;
        bool isAnswered = Turn.TurnIndex > 0 && Turn.FailureStage.Length == 0;
        return (isAnswered && Conversation.Settings.TurnGraders.Any(grader => grader.Id == graderId))
            || (IsLast && Conversation.Settings.TraceGraders.Any(grader => grader.Id == graderId));
    }
}
