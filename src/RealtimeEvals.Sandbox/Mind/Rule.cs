namespace RealtimeEvals.Sandbox.Mind;

/// <summary>
/// What to do when everything that it names is found, without regard to case. A rule with <c>output</c> counts after a tool, any other
/// after the other side spoke.
/// </summary>
/// <param name="Name">A name for people.</param>
/// <param name="Says">What to say; may hold <c>{group}</c> of any of the expressions.</param>
/// <param name="Hears">A regular expression, found in what was heard last; null for anything.</param>
/// <param name="Said">A regular expression, found in what this session itself said last; null for anything.</param>
/// <param name="Output">A regular expression, found in the output of the tool; null for a rule that does not follow a tool.</param>
/// <param name="Calls">What to call; null for nothing.</param>
internal sealed record Rule(
    string Name,
    string Says,
    string? Hears = null,
    string? Said = null,
    string? Output = null,
    IReadOnlyList<CallTemplate>? Calls = null);
