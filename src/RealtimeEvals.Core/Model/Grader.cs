using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>One grader of a simulation.</summary>
/// <param name="Id">The id, from which column names are made.</param>
/// <param name="Kind">The kind: <c>judge</c>, <c>tool_call</c>, <c>tool_call_arguments</c>, <c>rubric</c> and so on.</param>
/// <param name="Criteria">The criterion that must hold; empty when the kind needs none.</param>
/// <param name="Model">The judge's model; empty for the model of the run.</param>
public sealed record Grader(string Id, string Kind, string Criteria, string Model)
{
    /// <summary>Returns the id and the kind on one line.</summary>
    public override string ToString() => VisibleText.Of($"{Id} ({Kind})");
}
