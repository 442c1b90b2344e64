namespace RealtimeEvals.Gates;

/// <summary>Restricts a rule to some cases.</summary>
/// <param name="Name">The column, in snake case; <c>tag</c> stands for one of the tags.</param>
/// <param name="Value">What must stand there, without regard to case.</param>
internal sealed record CaseFilter(string Name, string Value)
{
    private const string Tag = "tag";

    /// <summary>Whether a case is meant.</summary>
    public bool Takes(EvidenceCase one) => Name == Tag
        ? one.Whole.Text("tags").Split(';', StringSplitOptions.TrimEntries).Contains(Value, StringComparer.OrdinalIgnoreCase)
        : one.Whole.Text(Name).Equals(Value, StringComparison.OrdinalIgnoreCase);
}
