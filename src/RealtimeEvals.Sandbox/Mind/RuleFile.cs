using System.Text.Json;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>One file of rules.</summary>
/// <param name="When">An expression that the session's instructions must match, with groups for the rules; null for a default file.</param>
/// <param name="Rules">The rules; the first that matches applies.</param>
/// <param name="Otherwise">What to say when no rule matches.</param>
/// <param name="Inaudible">What to say when nothing was understood.</param>
/// <param name="AfterTool">What to say when the output of a tool came last and no rule matches.</param>
internal sealed record RuleFile(IReadOnlyList<Rule> Rules, Line Otherwise, Line Inaudible, Line AfterTool, string? When = null);

/// <summary>A line to speak.</summary>
/// <param name="Says">The words.</param>
internal sealed record Line(string Says);

/// <summary>The input for deciding on a reply.</summary>
/// <param name="Instructions">The instructions of the session, or those of the response if it has its own.</param>
/// <param name="Heard">What the other side was understood to say last; empty when nothing was.</param>
/// <param name="Spoken">All that this session said, the last at the end.</param>
/// <param name="ToolOutput">The output of a tool if that came last; otherwise null.</param>
/// <param name="ToolNames">The names of the tools that can be called.</param>
internal sealed record Situation(
    string Instructions, string Heard, IReadOnlyList<string> Spoken, string? ToolOutput, IReadOnlyCollection<string> ToolNames)
{
    /// <summary>What this session said last; empty when nothing was.</summary>
    public string Said => Spoken is [.., string last] ? last : "";

    /// <summary>Whether what was heard came after what this session said last.</summary>
    public bool IsAnswered { get; init; } = true;
}

/// <summary>What the sandbox says and calls.</summary>
/// <param name="Says">The words to say; empty for none.</param>
/// <param name="Calls">The functions to call, with the arguments as JSON.</param>
internal sealed record Reply(string Says, IReadOnlyList<(string Name, string Arguments)> Calls)
{
    public static Reply Nothing { get; } = new("", []);
}

/// <summary>A call that a rule makes.</summary>
/// <param name="Name">The name of the function.</param>
/// <param name="Arguments">The arguments; text may contain <c>{group}</c>, and <c>{"number":"{group}"}</c> is replaced by a number.</param>
internal sealed record CallTemplate(string Name, JsonElement Arguments);
