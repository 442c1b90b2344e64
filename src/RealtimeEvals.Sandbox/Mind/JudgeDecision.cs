namespace RealtimeEvals.Sandbox.Mind;

/// <summary>The decision of the sandbox's judge.</summary>
/// <param name="Grade">0 or 1; null when the criterion does not apply.</param>
/// <param name="Rationale">The reason of the rule.</param>
internal sealed record JudgeDecision(int? Grade, string Rationale);
