namespace RealtimeEvals.Sandbox.Mind;

/// <summary>The input for deciding on a reply.</summary>
/// <param name="Instructions">The instructions of the session, or those of the response if it has its own.</param>
/// <param name="Heard">What the other side was understood to say last; empty when nothing was.</param>
/// <param name="Said">What this session said last; empty when nothing was.</param>
/// <param name="ToolOutput">The output of a tool if that came last; otherwise null.</param>
/// <param name="ToolNames">The names of the tools that can be called.</param>
internal sealed record Situation(string Instructions, string Heard, string Said, string? ToolOutput, IReadOnlyCollection<string> ToolNames);
