namespace RealtimeEvals.Metrics;

/// <summary>The values of one figure over a run, in the order of the results, each with the case that it was measured in.</summary>
internal sealed class FigureSeries
{
    private readonly List<double> _known = [];
    private readonly List<int> _cases = [];

    /// <summary>The known values.</summary>
    public IReadOnlyList<double> Known => _known;

    /// <summary>For each known value the number of its case; trials and turns of one case share it.</summary>
    public IReadOnlyList<int> Cases => _cases;

    /// <summary>The number of values that are not known.</summary>
    public int Unknown { get; private set; }

    /// <summary>The number of values, known or not.</summary>
    public int Count => _known.Count + Unknown;

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value; null when it is not known.</param>
    /// <param name="ofCase">The number of its case.</param>
    public void Add(double? value, int ofCase)
    {
        if (value is double known)
        {
            _known.Add(known);
            _cases.Add(ofCase);
        }
        else
        {
            Unknown++;
        }
    }
}
