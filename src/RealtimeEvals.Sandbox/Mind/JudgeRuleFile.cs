namespace RealtimeEvals.Sandbox.Mind;

/// <summary>The judge's file of rules.</summary>
/// <param name="Rules">The rules; the first that matches counts.</param>
/// <param name="Otherwise">What to decide when no rule matches.</param>
internal sealed record JudgeRuleFile(IReadOnlyList<JudgeRule> Rules, JudgeDecision Otherwise);
