using RealtimeEvals.Model;

namespace RealtimeEvals.Realtime;

/// <summary>What came of one response of a turn.</summary>
/// <param name="Id">The service's id; empty where it named none.</param>
/// <param name="Text">What was said or written; the parts are separated by one space.</param>
/// <param name="ToolCalls">The function calls, in the order of their first appearance.</param>
/// <param name="Usage">The tokens; unknown until the response has ended.</param>
internal sealed record CollectedResponse(string Id, string Text, ValueList<ToolCall> ToolCalls, TokenUsage Usage);
