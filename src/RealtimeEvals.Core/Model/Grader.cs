using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>One grader of a simulation.</summary>
/// <param name="Id">Its id, which names columns.</param>
/// <param name="Kind">How it grades: <c>judge</c>, <c>tool_call</c>, <c>tool_call_arguments</c>, <c>rubric</c> and so on.</param>
/// <param name="Criteria">What must hold; empty where the kind needs none.</param>
/// <param name="Model">The judge's model; empty for that of the run.</param>
public sealed record Grader(string Id, string Kind, string Criteria, string Model)
{
    /// <summary>One line: id and kind.</summary>
    public override string ToString() => VisibleText.Of($"{Id} ({Kind})");
}
