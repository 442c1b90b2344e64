using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>The output of a mocked tool for a call.</summary>
/// <param name="CallId">The service's id of the call.</param>
/// <param name="Name">The function's name.</param>
/// <param name="Output">The text of a JSON value that was sent to the agent.</param>
/// <param name="Source">The number of the mock that answered, from 1; 0 when none did.</param>
/// <param name="IsError">Whether the output is an error.</param>
public sealed record ToolOutput(string CallId, string Name, string Output, int Source, bool IsError)
{
    /// <summary>Returns the function and its output on one line.</summary>
    public override string ToString() => VisibleText.Of($"{Name} -> {Output}");
}
