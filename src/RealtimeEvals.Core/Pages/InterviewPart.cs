using RealtimeEvals.Model;
using RealtimeEvals.Plots;

namespace RealtimeEvals.Pages;

/// <summary>Makes the details of an interview from the store of runs, line by line, also while it is being held.</summary>
internal static class InterviewPart
{
    public const string InterviewerName = "Interviewer";

    public const string ParticipantName = "Participant";

    /// <summary>Returns the details.</summary>
    /// <param name="run">The interview with its turns.</param>
    public static CasePart Of(BenchmarkRun run) => new()
    {
        Key = FormattableString.Invariant($"{run.Key}"),
        Id = run.Id,
        Outcome = run.Outcome.ToString(),
        Tone = CaseDetails.ToneOf(run.Outcome),
        CallerName = ParticipantName,
        AgentName = InterviewerName,
        Rationale = run.Rationale,
        Turns = [.. run.Turns.Select(turn => Of(turn, run.StartedAt))],
    };

    /// <summary>Returns a line as a turn of its own.</summary>
    /// <param name="turn">The line.</param>
    /// <param name="startedAt">When the interview started.</param>
    public static TurnPart Of(BenchmarkTurn turn, DateTimeOffset startedAt) => new()
    {
        Index = turn.Number,
        Start = turn.At is DateTimeOffset at && at >= startedAt ? Math.Round((at - startedAt).TotalSeconds, 1) : null,
        Caller = turn.Speaker == Speaker.Participant ? turn.Text : "",
        Agent = turn.Speaker == Speaker.Agent ? turn.Text : "",
        Times = turn.LatencyFirstAudioMs is double latency
            ? $"{FigureText.Words("latency_first_audio_ms")} {FigureText.Milliseconds(latency)}"
            : "",
    };
}
