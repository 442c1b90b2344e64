namespace RealtimeEvals.Sandbox.Mind;

/// <summary>One file of rules.</summary>
/// <param name="When">
/// A regular expression that the session's instructions must match for these rules to count, whose groups they may use; null for the rules
/// that count otherwise.
/// </param>
/// <param name="Rules">The rules; the first that matches counts.</param>
/// <param name="Otherwise">What to say when no rule matches.</param>
/// <param name="Inaudible">What to say when nothing was understood.</param>
/// <param name="AfterTool">What to say when the output of a tool came last and no rule matches.</param>
internal sealed record RuleFile(IReadOnlyList<Rule> Rules, Line Otherwise, Line Inaudible, Line AfterTool, string? When = null);
