namespace RealtimeEvals.Sandbox.Mind;

/// <summary>A decision for inputs that match a regular expression.</summary>
/// <param name="Name">A name for error messages.</param>
/// <param name="Matches">The expression; it may match anywhere in the input, and case is ignored.</param>
/// <param name="Grade">0 or 1; null when the criterion does not apply.</param>
/// <param name="Rationale">The reason to report.</param>
internal sealed record JudgeRule(string Name, string Matches, int? Grade, string Rationale);
