namespace RealtimeEvals.Sandbox.Mind;

/// <summary>What to decide when an expression is found.</summary>
/// <param name="Name">A name for people.</param>
/// <param name="Matches">A regular expression, found anywhere in the input without regard to case.</param>
/// <param name="Grade">0, 1, or null where the criterion does not apply.</param>
/// <param name="Rationale">Why.</param>
internal sealed record JudgeRule(string Name, string Matches, int? Grade, string Rationale);
