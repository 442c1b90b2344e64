namespace RealtimeEvals.Gates;

/// <summary>The values of a figure, and the first of each kind of cells that spoil it.</summary>
internal sealed class FigureValues
{
    private readonly List<int> _clusters = [];
    private readonly List<double> _values = [];

    /// <summary>Reads cells.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="areTruths">Whether they contain true and false.</param>
    /// <param name="doubt">How many times its uncertainty is added to each latency: 0, or 1 and -1 for the worst that it may be.</param>
    public FigureValues(IEnumerable<FigureCell> cells, bool areTruths, int doubt)
    {
        FigureCell? unsaid = null;
        bool isTold = false;
        foreach (FigureCell cell in cells)
        {
            if (cell.Value(areTruths) is not double value)
            {
                if (Blank is null && !cell.MayBeBlank) Blank = cell;
                isTold |= doubt != 0 && cell.TellsUncertainty;
                continue;
            }

            if (!double.IsFinite(value)) Odd ??= cell;
            if (doubt != 0)
            {
                isTold |= cell.TellsUncertainty;
                if (!double.IsFinite(cell.Uncertainty)) unsaid ??= cell;

                // The worst that a latency may have been is never below zero.
                if (cell.TellsUncertainty) value = Math.Max(0, value + doubt * cell.Uncertainty);
            }

            _clusters.Add(cell.Case.ClusterNumber);
            _values.Add(value);
        }

        if (isTold) Unsaid = unsaid;
    }

    /// <summary>The first cell that is blank and must not be.</summary>
    public FigureCell? Blank { get; }

    /// <summary>The first cell whose value is no finite number.</summary>
    public FigureCell? Odd { get; }

    /// <summary>The first latency that does not say how uncertain it is, where others do.</summary>
    public FigureCell? Unsaid { get; }

    /// <summary>Returns the values in ascending order, and the numbers of their clusters.</summary>
    public (int[] Clusters, double[] Values) Sorted()
    {
        (int[] clusters, double[] values) = ([.. _clusters], [.. _values]);
        Array.Sort(values, clusters);
        return (clusters, values);
    }
}
