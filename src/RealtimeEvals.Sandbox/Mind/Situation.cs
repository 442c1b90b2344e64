namespace RealtimeEvals.Sandbox.Mind;

/// <summary>What a mind knows when it is asked for a reply.</summary>
/// <param name="Instructions">The instructions of the session, or those of the response where it has its own.</param>
/// <param name="Heard">What the other side was understood to say last; empty for nothing.</param>
/// <param name="Said">What this session said last; empty for nothing.</param>
/// <param name="ToolOutput">The output of a tool, where that came last; else null.</param>
/// <param name="ToolNames">The tools that may be called.</param>
internal sealed record Situation(string Instructions, string Heard, string Said, string? ToolOutput, IReadOnlyCollection<string> ToolNames);
