namespace RealtimeEvals.Sandbox.Mind;

/// <summary>What the sandbox's judge decided.</summary>
/// <param name="Grade">0, 1, or null where the criterion does not apply.</param>
/// <param name="Rationale">Why.</param>
internal sealed record JudgeDecision(int? Grade, string Rationale);
