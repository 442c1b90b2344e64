namespace RealtimeEvals.Gates;

/// <summary>Restricts a rule to some cases.</summary>
/// <param name="Name">The column in snake case, or <c>tag</c> for any of the tags.</param>
/// <param name="Value">The required value, ignoring case.</param>
internal sealed record CaseFilter(string Name, string Value)
{
    private const string Tag = "tag";

    /// <summary>The column whose text is compared.</summary>
    public string Column => Name == Tag ? "tags" : Name;

    /// <summary>Whether the filter selects a case.</summary>
    public bool Takes(EvidenceCase one) => Name == Tag
        ? one.Whole.Text(Column).Split(';', StringSplitOptions.TrimEntries).Contains(Value, StringComparer.OrdinalIgnoreCase)
        : Plain(one.Whole.Text(Column)).Equals(Plain(Value), StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether the case has no value to filter by; a case without tags has the value <c>[]</c>. Such a case must not silently drop out of a
    /// rule.
    /// </summary>
    public bool IsBlank(EvidenceCase one) => one.Whole.Text(Column).Length == 0;

    /// <summary>Removes underscores, because some sources write server_vad and others ServerVad.</summary>
    private static string Plain(string text) => text.Replace("_", "", StringComparison.Ordinal);
}
