using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Conversations.Results;

/// <summary>One row of results.csv: a turn, and what is known of its conversation.</summary>
/// <param name="Turn">The turn.</param>
/// <param name="AssistantModel">The agent's model.</param>
/// <param name="SimulatorModel">The caller's model.</param>
/// <param name="EventLogPath">The event log, relative to the folder of the run.</param>
/// <param name="Conversation">The whole conversation; null while it is being held.</param>
/// <param name="IsLast">Whether it is the conversation's last row, which bears what is true of the whole.</param>
internal sealed record ConversationRow(
    TurnResult Turn,
    string AssistantModel,
    string SimulatorModel,
    string EventLogPath,
    ConversationResult? Conversation,
    bool IsLast)
{
    /// <summary>The conversation where this is its last row; else null.</summary>
    public ConversationResult? Whole => IsLast ? Conversation : null;

    /// <summary>The rows of a conversation; one that has no turn has a row all the same.</summary>
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

    /// <summary>The result of a grader in this row: of the turn, or in the last row of the whole; null when there is none.</summary>
    public GraderResult? Grade(string graderId) =>
        Turn.Grades.FirstOrDefault(grade => grade.GraderId == graderId)
        ?? Whole?.Grades.FirstOrDefault(grade => grade.GraderId == graderId);

    /// <summary>
    /// What came of a grader in this row. Where a conversation has a verdict and a grade is missing, the grader is open; null where none
    /// is due.
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
