namespace RealtimeEvals.Statistics;

/// <summary>
/// The agreement of two raters beyond chance: J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological
/// Measurement 20 (1960), 37-46. Its error: J. L. Fleiss, J. Cohen and B. S. Everitt, Large sample standard errors of kappa and weighted
/// kappa, Psychological Bulletin 72 (1969), 323-327.
/// </summary>
internal static class CohenKappa
{
    /// <summary>
    /// Returns kappa, at most 1; null without labels, or where both raters gave one label only, so that all agreement may be chance.
    /// </summary>
    /// <param name="counts">A square table: how often the first rater gave the label of the row, and the second that of the column.</param>
    public static double? Of(int[,] counts) => TableOf(counts) is (double[,] shares, _)
        ? (Observed(shares) - Expected(shares)) / (1 - Expected(shares))
        : null;

    /// <summary>Returns the standard error for large numbers; null where kappa is.</summary>
    public static double? ErrorOf(int[,] counts)
    {
        if (TableOf(counts) is not (double[,] shares, int total)) return null;
        (double observed, double expected) = (Observed(shares), Expected(shares));
        double kappa = (observed - expected) / (1 - expected);
        double sum = 0;
        for (int row = 0; row < shares.GetLength(0); row++)
        {
            for (int column = 0; column < shares.GetLength(0); column++)
            {
                double margins = Column(shares, row) + Row(shares, column);
                double part = (row == column ? 1 - (Row(shares, row) + Column(shares, row)) * (1 - kappa) : margins * (1 - kappa));
                sum += shares[row, column] * part * part;
            }
        }

        double middle = kappa - expected * (1 - kappa);
        return Math.Sqrt(Math.Max(0, sum - middle * middle) / total) / (1 - expected);
    }

    private static (double[,] Shares, int Total)? TableOf(int[,] counts)
    {
        int total = counts.Cast<int>().Sum();
        if (total == 0) return null;
        double[,] shares = new double[counts.GetLength(0), counts.GetLength(0)];
        for (int row = 0; row < shares.GetLength(0); row++)
        {
            for (int column = 0; column < shares.GetLength(0); column++) shares[row, column] = (double)counts[row, column] / total;
        }

        return Expected(shares) < 1 ? (shares, total) : null;
    }

    private static double Observed(double[,] shares) => Enumerable.Range(0, shares.GetLength(0)).Sum(label => shares[label, label]);

    private static double Expected(double[,] shares) =>
        Enumerable.Range(0, shares.GetLength(0)).Sum(label => Row(shares, label) * Column(shares, label));

    private static double Row(double[,] shares, int row) => Enumerable.Range(0, shares.GetLength(0)).Sum(column => shares[row, column]);

    private static double Column(double[,] shares, int column) => Enumerable.Range(0, shares.GetLength(0)).Sum(row => shares[row, column]);
}
