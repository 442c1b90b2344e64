namespace RealtimeEvals.Calibration;

/// <summary>An item of a run with what everybody said about it.</summary>
/// <param name="Item">The item.</param>
/// <param name="Labels">What people said; at least one label.</param>
internal sealed record LabelledItem(GradedItem Item, IReadOnlyList<ItemLabel> Labels)
{
    /// <summary>What most people said; null where no label has more than any other.</summary>
    public ItemLabel? Human { get; } = MajorityOf(Labels);

    /// <summary>What the case shares with all others that depend on it.</summary>
    public string Cluster => Item.Case.Cluster;

    /// <summary>Whether people and the grader both said pass or fail.</summary>
    public bool IsComparable => Human is ItemLabel.Pass or ItemLabel.Fail && Item.Label is ItemLabel.Pass or ItemLabel.Fail;

    /// <summary>Returns the labelled items, each once.</summary>
    public static LabelledItem[] Of(IEnumerable<HumanLabel> labels) =>
        [.. labels.GroupBy(label => label.Item).Select(item => new LabelledItem(item.Key, [.. item.Select(label => label.Label)]))];

    private static ItemLabel? MajorityOf(IReadOnlyList<ItemLabel> labels)
    {
        IGrouping<ItemLabel, ItemLabel>[] groups = [.. labels.GroupBy(label => label).OrderByDescending(group => group.Count()).Take(2)];
        return groups is [var first, var second] && first.Count() == second.Count() ? null : groups[0].Key;
    }
}
