namespace RealtimeEvals.Statistics;

/// <summary>
/// The agreement of any number of raters of whom each may have left out what they liked: K. Krippendorff, Content analysis, 3rd edition,
/// 2013, chapter 12, for labels without an order.
/// </summary>
internal static class KrippendorffAlpha
{
    /// <summary>
    /// Returns alpha, at most 1; null where nothing has two labels, or where all labels are the same, so that all agreement may be chance.
    /// </summary>
    /// <param name="units">For each thing that was labelled, the labels it got; null for one that is missing.</param>
    public static double? Nominal(IEnumerable<IEnumerable<string?>> units)
    {
        var totals = new Dictionary<string, double>(StringComparer.Ordinal);
        double disagreement = 0;
        double all = 0;
        foreach (IEnumerable<string?> unit in units)
        {
            string[] labels = [.. unit.OfType<string>()];
            if (labels.Length < 2) continue;
            all += labels.Length;
            double pairs = (double)labels.Length * labels.Length;
            foreach (IGrouping<string, string> alike in labels.GroupBy(label => label, StringComparer.Ordinal))
            {
                double count = alike.Count();
                totals[alike.Key] = totals.GetValueOrDefault(alike.Key) + count;
                pairs -= count * count;
            }

            disagreement += pairs / (labels.Length - 1);
        }

        double expected = all * all - totals.Values.Sum(static total => total * total);
        return expected > 0 ? 1 - (all - 1) * disagreement / expected : null;
    }
}
