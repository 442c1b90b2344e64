namespace RealtimeEvals.Sandbox.Mind;

/// <summary>The judge's file of rules.</summary>
/// <param name="Rules">The rules; the first that matches applies.</param>
/// <param name="Otherwise">The decision when no rule matches.</param>
internal sealed record JudgeRuleFile(IReadOnlyList<JudgeRule> Rules, JudgeDecision Otherwise);

/// <summary>A decision for inputs that match a regular expression.</summary>
/// <param name="Name">A name for error messages.</param>
/// <param name="Matches">The expression; it may match anywhere in the input, and case is ignored.</param>
/// <param name="Grade">0 or 1; null when the criterion does not apply.</param>
/// <param name="Rationale">The reason to report.</param>
internal sealed record JudgeRule(string Name, string Matches, int? Grade, string Rationale);

/// <summary>The decision of the sandbox's judge.</summary>
/// <param name="Grade">0 or 1; null when the criterion does not apply.</param>
/// <param name="Rationale">The reason of the rule.</param>
internal sealed record JudgeDecision(int? Grade, string Rationale);
