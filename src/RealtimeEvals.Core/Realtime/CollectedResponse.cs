using RealtimeEvals.Model;

namespace RealtimeEvals.Realtime;

/// <summary>What was received of one response of a turn.</summary>
/// <param name="Id">The service's id; empty when it gave none.</param>
/// <param name="Text">The spoken or written text; parts are separated by one space.</param>
/// <param name="ToolCalls">The function calls, in the order of their first appearance.</param>
/// <param name="Usage">The tokens; unknown until the response has ended.</param>
internal sealed record CollectedResponse(string Id, string Text, ValueList<ToolCall> ToolCalls, TokenUsage Usage);
