using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Interviews;

/// <summary>Makes rows of the store of the results of interviews.</summary>
internal static class BenchmarkRuns
{
    /// <summary>Returns an interview as the store keeps it, without its events.</summary>
    public static BenchmarkRun Of(InterviewResult result, RunManifest manifest)
    {
        BenchmarkTurn[] turns = [.. TurnsOf(result)];
        return new BenchmarkRun
        {
            Id = IdOf(manifest, result.ConversationId),
            Status = result.Outcome == Outcome.Error ? BenchmarkStatus.Failed : BenchmarkStatus.Completed,
            EndReason = result.EndReason,
            Outcome = result.Outcome,
            Rationale = result.Rationale,
            Doubt = DoubtOf(result),
            TurnCount = turns.Length,
            InterviewerPrompt = result.InterviewerPrompt,
            InterviewerPromptId = result.InterviewerPromptId,
            InterviewerPromptText = result.Settings.SystemPrompt,
            ParticipantPrompt = result.ParticipantPrompt,
            ParticipantPromptId = result.ParticipantPromptId,
            ParticipantPromptText = result.ParticipantPromptText,
            EndCue = result.EndCue,
            InterviewerModel = result.AssistantModel,
            ParticipantModel = result.SimulatorModel,
            Provider = result.Provider,
            StartedAt = result.StartedAt,
            EndedAt = result.StartedAt.AddMilliseconds(result.DurationMs),
            CostUsd = result.CostUsd,
            ProductVersion = manifest.ProductVersion,
            RunId = manifest.RunId,
            ConversationId = result.ConversationId,
            RunPath = result.RunPath,
            Turns = new(turns),
            Tests = result.Variables,
        };
    }

    /// <summary>Returns the id of an interview in the store.</summary>
    public static string IdOf(RunManifest manifest, string conversation) => $"{manifest.RunId}/{conversation}";

    /// <summary>Returns the lines of a turn, with their numbers in the interview.</summary>
    /// <param name="turn">The turn.</param>
    /// <param name="before">Number of lines before it.</param>
    public static IEnumerable<BenchmarkTurn> TurnsOf(TurnResult turn, int before)
    {
        DateTimeOffset ended = turn.StartedAt.AddMilliseconds(turn.DurationMs);
        return InterviewTurns.Of(turn).Select((line, index) => new BenchmarkTurn(
            before + index + 1,
            line.Speaker,
            line.Text,
            line.Speaker == Speaker.Agent ? ended : turn.StartedAt,
            line.LatencyFirstAudioMs));
    }

    private static IEnumerable<BenchmarkTurn> TurnsOf(InterviewResult result)
    {
        int count = 0;
        foreach (BenchmarkTurn line in result.Turns.SelectMany(turn => TurnsOf(turn, count)))
        {
            count = line.Number;
            yield return line;
        }

        if (result.LastLine.Length == 0) yield break;
        DateTimeOffset ended = result.StartedAt.AddMilliseconds(result.DurationMs);
        yield return new BenchmarkTurn(count + 1, Speaker.Participant, result.LastLine, ended);
    }

    private static string DoubtOf(InterviewResult result) => result switch
    {
        { EndReason: EndReason.Failed } => "it ended by an error",
        { CallerFindings.Count: > 0 } => "the participant broke a rule",
        { EndReason: EndReason.AgentSilent } => "the interviewer was silent",
        _ => "",
    };
}
