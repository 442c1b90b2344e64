using RealtimeEvals.Model;

namespace RealtimeEvals.Metrics;

/// <summary>
/// What summaries need of the results of a run: counts and figures. They are collected in one pass, so that the results themselves can stay
/// on disk.
/// </summary>
internal sealed class RunFigures
{
    private static readonly FigureSeries Nothing = new();

    private readonly Dictionary<string, FigureSeries> _series = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FigureSeries> _wholes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, Figure[]> _figures = [];
    private readonly List<CaseTrials> _cases = [];
    private readonly int[] _outcomes = new int[Enum.GetValues<Outcome>().Length];
    private int _unknownCosts;
    private decimal _cost;

    /// <summary>The number of results.</summary>
    public int Count { get; private set; }

    /// <summary>For each case the number of its trials and of those that passed, in the order of first appearance.</summary>
    public IReadOnlyList<CaseTrials> Cases => _cases;

    /// <summary>The cost in US dollars; null if that of any result is not known, because a partial sum would be misleading.</summary>
    public decimal? CostUsd => _unknownCosts > 0 ? null : _cost;

    /// <summary>Collects the figures of results.</summary>
    /// <param name="results">The results; they are enumerated once.</param>
    /// <param name="also">Takes each result, for what only one kind of run counts.</param>
    public static RunFigures Of<T>(IEnumerable<T> results, Action<T>? also = null)
        where T : IStoredResult
    {
        var figures = new RunFigures();
        foreach (T result in results)
        {
            figures.Add(result);
            also?.Invoke(result);
        }

        return figures;
    }

    /// <summary>Returns the number of results with an outcome.</summary>
    public int CountOf(Outcome outcome) => _outcomes[(int)outcome];

    /// <summary>Returns the values of a figure, one for each turn or case as the figure is measured; none when no result has it.</summary>
    /// <param name="figure">The name of the figure.</param>
    public FigureSeries Series(string figure) => _series.GetValueOrDefault(figure, Nothing);

    /// <summary>
    /// Returns the values of a figure over whole cases: a conversation also has tokens of its caller that belong to no turn.
    /// </summary>
    /// <param name="figure">The name of the figure.</param>
    public FigureSeries OfWholes(string figure) => _wholes.GetValueOrDefault(figure, Nothing);

    private void Add(IStoredResult result)
    {
        Count++;
        _outcomes[(int)result.Outcome]++;
        _unknownCosts += result.CostUsd is null ? 1 : 0;
        _cost += result.CostUsd ?? 0;
        int number = NumberOf(result.GetKey().CaseId);
        CaseTrials trials = _cases[number];
        _cases[number] = new CaseTrials(
            trials.Trials + 1,
            trials.Passed + (result.Outcome == Outcome.Pass ? 1 : 0),
            trials.Failed + (result.Outcome == Outcome.Fail ? 1 : 0));

        // What was not run measured nothing.
        if (result.Outcome == Outcome.Skipped) return;
        foreach (Figure figure in FiguresOf(result.GetType()))
        {
            double? value = figure.Of(result);
            SeriesIn(_wholes, figure).Add(value, number);
            if (figure.Level == FigureLevel.Case) SeriesIn(_series, figure).Add(value, number);
        }

        foreach (object turn in result.GetTurns())
        {
            foreach (Figure figure in FiguresOf(turn.GetType()))
            {
                if (figure.Level == FigureLevel.Turn) SeriesIn(_series, figure).Add(figure.Of(turn), number);
            }
        }
    }

    private int NumberOf(string caseId)
    {
        if (_numbers.TryGetValue(caseId, out int number)) return number;
        _cases.Add(default);
        return _numbers[caseId] = _cases.Count - 1;
    }

    private Figure[] FiguresOf(Type type) =>
        _figures.TryGetValue(type, out Figure[]? known)
            ? known
            : _figures[type] = [.. FigureCatalog.All.Where(figure => figure.IsOf(type))];

    private static FigureSeries SeriesIn(Dictionary<string, FigureSeries> all, Figure figure) =>
        all.TryGetValue(figure.Name, out FigureSeries? known) ? known : all[figure.Name] = new FigureSeries();
}

/// <summary>How often a case was run, and how often it passed.</summary>
/// <param name="Trials">The number of trials.</param>
/// <param name="Passed">The number that passed.</param>
/// <param name="Failed">The number that failed; a trial without a verdict neither passed nor failed.</param>
internal readonly record struct CaseTrials(int Trials, int Passed, int Failed)
{
    /// <summary>Whether some trials passed and some failed.</summary>
    public bool IsFlaky => Passed > 0 && Failed > 0;
}
