namespace RealtimeEvals.Gates;

/// <summary>Restricts a rule to some cases.</summary>
/// <param name="Name">The column, in snake case; <c>tag</c> stands for one of the tags.</param>
/// <param name="Value">What must stand there, without regard to case.</param>
internal sealed record CaseFilter(string Name, string Value)
{
    private const string Tag = "tag";

    private string Column => Name == Tag ? "tags" : Name;

    /// <summary>Whether a case is meant.</summary>
    public bool Takes(EvidenceCase one) => Name == Tag
        ? one.Whole.Text(Column).Split(';', StringSplitOptions.TrimEntries).Contains(Value, StringComparer.OrdinalIgnoreCase)
        : Plain(one.Whole.Text(Column)).Equals(Plain(Value), StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether nothing says if a case is meant, which is not to say that it has no tags: those are <c>[]</c>. It must not drop out of a
    /// rule that way.
    /// </summary>
    public bool IsBlank(EvidenceCase one) => one.Whole.Text(Column).Length == 0;

    /// <summary>A word such as server_vad is ServerVad elsewhere.</summary>
    private static string Plain(string text) => text.Replace("_", "", StringComparison.Ordinal);
}
