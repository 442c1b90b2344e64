namespace RealtimeEvals.Sandbox.Mind;

/// <summary>The judge's file of rules.</summary>
/// <param name="Rules">The rules; the first that matches applies.</param>
/// <param name="Otherwise">The decision when no rule matches.</param>
internal sealed record JudgeRuleFile(IReadOnlyList<JudgeRule> Rules, JudgeDecision Otherwise);
