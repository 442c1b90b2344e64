using RealtimeEvals.Statistics;

namespace RealtimeEvals.Calibration;

/// <summary>
/// Shares and agreements with their intervals at 95 %. The trials of a case and the turns of a conversation are clusters.
/// </summary>
/// <param name="distributions">The distributions that intervals are computed with.</param>
internal sealed class AgreementIntervals(IDistributions distributions)
{
    /// <summary>Returns the interval of a share.</summary>
    /// <param name="observed">Whether each item counts, and its cluster.</param>
    public Interval? OfShare(IEnumerable<(string Cluster, bool Counts)> observed) =>
        OfRate(observed.Select(one => (one.Cluster, new Cluster(one.Counts ? 1 : 0, 1))));

    /// <summary>
    /// Returns the interval of kappa: the wider of that by its error for large numbers (<see cref="CohenKappa"/>) and that of the observed
    /// agreement with the agreement by chance as it was observed, as Cohen's own error takes it (1960). The latter has a width even where
    /// all agree.
    /// </summary>
    /// <param name="items">The compared items.</param>
    /// <param name="counts">Their table.</param>
    public Interval? OfKappa(IReadOnlyCollection<LabelledItem> items, int[,] counts)
    {
        if (CohenKappa.Of(counts) is not double kappa || CohenKappa.ErrorOf(counts) is not double error) return null;
        if (OfShare(items.Select(item => (item.Cluster, item.Human == item.Item.Label))) is not Interval agreement) return null;
        double total = items.Count;
        double human = (counts[0, 0] + counts[0, 1]) / total;
        double grader = (counts[0, 0] + counts[1, 0]) / total;
        double chance = human * grader + (1 - human) * (1 - grader);
        double half = WilsonInterval.Z * error;
        return new Interval(
            Math.Max(-1, Math.Min(kappa - half, (agreement.Low - chance) / (1 - chance))),
            Math.Min(1, Math.Max(kappa + half, (agreement.High - chance) / (1 - chance))));
    }

    /// <summary>
    /// Returns the interval of alpha: that of the observed disagreement, with the disagreement by chance as it was observed. The labels of
    /// an item are a part of its cluster.
    /// </summary>
    /// <param name="units">For each item its cluster and all labels, that of the grader among them.</param>
    public Interval? OfAlpha(IReadOnlyCollection<(string Cluster, IReadOnlyList<string> Labels)> units)
    {
        (string Cluster, IReadOnlyList<string> Labels)[] paired = [.. units.Where(unit => unit.Labels.Count > 1)];
        double all = paired.Sum(unit => unit.Labels.Count);
        double alike = paired.SelectMany(unit => unit.Labels)
            .GroupBy(label => label, StringComparer.Ordinal)
            .Sum(label => (double)label.Count() * (label.Count() - 1));
        double chance = 1 - alike / (all * (all - 1));
        if (paired.Length == 0 || chance <= 0) return null;
        Interval? disagreement = OfRate(paired.Select(unit =>
            (unit.Cluster, new Cluster(unit.Labels.Count * DisagreementOf(unit.Labels), unit.Labels.Count))));
        return disagreement is Interval(double low, double high) ? new Interval(1 - high / chance, 1 - low / chance) : null;
    }

    private Interval? OfRate(IEnumerable<(string Name, Cluster Part)> parts)
    {
        Cluster[] clusters =
        [
            .. parts.GroupBy(part => part.Name, StringComparer.OrdinalIgnoreCase)
                .Select(cluster => new Cluster(cluster.Sum(one => one.Part.Sum), cluster.Sum(one => one.Part.Count))),
        ];
        return ClusteredInterval.OfRate(clusters, distributions);
    }

    /// <summary>Returns the share of the pairs of labels that differ.</summary>
    private static double DisagreementOf(IReadOnlyList<string> labels)
    {
        double pairs = (double)labels.Count * (labels.Count - 1);
        double alike = labels.GroupBy(label => label, StringComparer.Ordinal).Sum(label => (double)label.Count() * (label.Count() - 1));
        return (pairs - alike) / pairs;
    }
}
