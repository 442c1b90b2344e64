using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>What a mocked tool gave back for a call.</summary>
/// <param name="CallId">The service's id of the call.</param>
/// <param name="Name">The function's name.</param>
/// <param name="Output">What was sent to the agent, the text of a JSON value.</param>
/// <param name="Source">Which mock answered, from 1; 0 when none did.</param>
/// <param name="IsError">Whether the agent was told of an error.</param>
public sealed record ToolOutput(string CallId, string Name, string Output, int Source, bool IsError)
{
    /// <summary>One line: the function and what it gave.</summary>
    public override string ToString() => VisibleText.Of($"{Name} -> {Output}");
}
