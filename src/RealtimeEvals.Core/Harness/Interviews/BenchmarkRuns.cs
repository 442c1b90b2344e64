using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Interviews;

/// <summary>Makes rows of the store of the results of interviews.</summary>
internal static class BenchmarkRuns
{
    /// <summary>Returns an interview as the store keeps it.</summary>
    /// <param name="result">The result.</param>
    /// <param name="begun">What was stored when it began; its turns bring the times.</param>
    /// <param name="endedAt">When it ended.</param>
    public static BenchmarkRun Of(InterviewResult result, BenchmarkRun begun, DateTimeOffset endedAt)
    {
        BenchmarkTurn[] turns =
        [
            .. InterviewTurns.Of((ConversationResult)result).Select((turn, index) => new BenchmarkTurn(
                index + 1, turn.Speaker, turn.Text, TimeOf(begun, index) ?? endedAt, turn.LatencyFirstAudioMs)),
        ];
        return begun with
        {
            Status = result.Outcome == Outcome.Error ? BenchmarkStatus.Failed : BenchmarkStatus.Completed,
            EndReason = result.EndReason,
            Outcome = result.Outcome,
            Rationale = result.Rationale,
            Doubt = DoubtOf(result),
            InterviewerModel = result.AssistantModel,
            ParticipantModel = result.SimulatorModel,
            Provider = result.Provider,
            StartedAt = result.StartedAt,
            EndedAt = endedAt,
            CostUsd = result.CostUsd,
            Turns = new(turns),
            TurnCount = turns.Length,
            Tests = result.Variables,
        };
    }

    private static DateTimeOffset? TimeOf(BenchmarkRun begun, int index) => index < begun.Turns.Count ? begun.Turns[index].At : null;

    private static string DoubtOf(InterviewResult result) => result switch
    {
        { EndReason: EndReason.Failed } => "it ended by an error",
        { CallerFindings.Count: > 0 } => "the participant broke a rule",
        { EndReason: EndReason.AgentSilent } => "the interviewer was silent",
        _ => "",
    };
}
