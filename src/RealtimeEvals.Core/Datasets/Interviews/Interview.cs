using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Interviews;

/// <summary>
/// An interview as it will be held: a simulation whose agent asks, and whose caller is a participant that a text model plays. Its prompts
/// are those of the simulation, with every placeholder filled in.
/// </summary>
public sealed record Interview : Simulation
{
    /// <summary>The interviewer's prompt as its file has it.</summary>
    public required EvalPrompt InterviewerPrompt { get; init; }

    /// <summary>The participant's prompt as its file has it.</summary>
    public required EvalPrompt ParticipantPrompt { get; init; }

    /// <summary>The words by which the interviewer ends the interview.</summary>
    public required string EndCue { get; init; }
}
