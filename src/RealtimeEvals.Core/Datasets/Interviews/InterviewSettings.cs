using RealtimeEvals.Datasets.Prompts;
using RealtimeEvals.Datasets.Simulations;

namespace RealtimeEvals.Datasets.Interviews;

/// <summary>What the interviews of a run have in common, and what counts where a row of their table says nothing.</summary>
/// <param name="Prompts">The folder of the prompts.</param>
/// <param name="Values">The values of placeholders by their names.</param>
/// <param name="EndCue">The words by which interviewers end the interview.</param>
/// <param name="FirstLine">What the participant says first, so that the interviewer begins.</param>
/// <param name="MaximumTurns">Maximum number of answers of the interviewer.</param>
/// <param name="Agent">The interviewer's model and voice; its prompt comes from the folder.</param>
/// <param name="Caller">The participant's model and voice; its prompt comes from the folder.</param>
/// <param name="Audio">The audio formats on the wire.</param>
public sealed record InterviewSettings(
    PromptFolder Prompts,
    IReadOnlyDictionary<string, string> Values,
    string EndCue,
    string FirstLine,
    int MaximumTurns,
    SimulationAgent Agent,
    SimulationCaller Caller,
    SimulationAudio Audio);
