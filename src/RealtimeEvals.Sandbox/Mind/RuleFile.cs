namespace RealtimeEvals.Sandbox.Mind;

/// <summary>One file of rules.</summary>
/// <param name="When">An expression that the session's instructions must match, with groups for the rules; null for a default file.</param>
/// <param name="Rules">The rules; the first that matches applies.</param>
/// <param name="Otherwise">What to say when no rule matches.</param>
/// <param name="Inaudible">What to say when nothing was understood.</param>
/// <param name="AfterTool">What to say when the output of a tool came last and no rule matches.</param>
internal sealed record RuleFile(IReadOnlyList<Rule> Rules, Line Otherwise, Line Inaudible, Line AfterTool, string? When = null);
