namespace RealtimeEvals.Runs.Index;

/// <summary>A row of the table benchmark_runs of the benchmark platform of vCDR, as its database holds it.</summary>
/// <param name="RunId">The id of the run.</param>
/// <param name="CreatedAt">When the run was saved, ISO 8601.</param>
/// <param name="Mode">The mode; benchmark is the only one that was seen.</param>
/// <param name="TurnCount">The number of turns as it was counted there.</param>
/// <param name="InterviewerPromptId">The id of the interviewer's prompt.</param>
/// <param name="ParticipantPromptId">The id of the simulated user's prompt.</param>
/// <param name="Conversation">What was said, as JSON.</param>
/// <param name="Events">The event log, as JSON.</param>
/// <param name="InterviewerPrompt">The name of the interviewer's prompt; null in older rows.</param>
/// <param name="ParticipantPrompt">The name of the simulated user's prompt; null in older rows.</param>
/// <param name="QualityMetrics">The quality metrics as JSON; null when they were not computed.</param>
/// <param name="Tests">The deterministic tests as JSON; null when they were not run.</param>
public sealed record SeedRow(
    string RunId,
    string CreatedAt,
    string Mode,
    long TurnCount,
    string InterviewerPromptId,
    string ParticipantPromptId,
    string Conversation,
    string Events,
    string? InterviewerPrompt,
    string? ParticipantPrompt,
    string? QualityMetrics,
    string? Tests);
