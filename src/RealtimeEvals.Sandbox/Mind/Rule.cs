namespace RealtimeEvals.Sandbox.Mind;

/// <summary>
/// A reply for situations in which all of its regular expressions match; case is ignored. A rule with <c>output</c> applies after a tool,
/// any other after the other side spoke.
/// </summary>
/// <param name="Name">A name for error messages.</param>
/// <param name="Says">The words to say; may contain <c>{group}</c> of any of the expressions.</param>
/// <param name="Hears">An expression for what was heard last; null for anything.</param>
/// <param name="Said">An expression for what this session said last; null for anything.</param>
/// <param name="Output">An expression for the output of the tool; null for a rule that does not follow a tool.</param>
/// <param name="Calls">The functions to call; null for none.</param>
internal sealed record Rule(
    string Name,
    string Says,
    string? Hears = null,
    string? Said = null,
    string? Output = null,
    IReadOnlyList<CallTemplate>? Calls = null);
