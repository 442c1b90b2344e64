using System.Globalization;
using RealtimeEvals.Grading;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>
/// The metrics that aggregate a figure of cases or turns: a column of <c>results.csv</c> and a statistic, such as
/// <c>latency_first_audio_ms_p95</c>, <c>grade_mean</c>, <c>cost_usd_total</c>, <c>goal_reached_rate</c>.
/// </summary>
internal static class FigureStatistic
{
    private const string Grade = "_grade";
    private const string NotApplicable = "notapplicable";

    /// <summary>The statistics that are averages.</summary>
    private static readonly HashSet<string> Averages = new(StringComparer.Ordinal) { "mean", "avg", "rate" };

    private static readonly Dictionary<string, Func<double[], double>> Known = new(StringComparer.Ordinal)
    {
        ["min"] = static sorted => sorted[0],
        ["max"] = static sorted => sorted[^1],
        ["total"] = static sorted => sorted.Sum(),
        ["n"] = static sorted => sorted.Length,
    };

    private static readonly System.Buffers.SearchValues<char> SignsOfCultures =
        System.Buffers.SearchValues.Create(",/\u066B\u066C\u2019' \u00A0\u202F");

    /// <summary>The names of the statistics.</summary>
    public static IEnumerable<string> Statistics => [.. Averages, .. Known.Keys, "pNN"];

    /// <summary>Whether a metric has an interval: an average or a percentile of a figure.</summary>
    public static bool HasInterval(string name) =>
        name.LastIndexOf('_') is > 0 and int cut && (Averages.Contains(name[(cut + 1)..]) || PercentileOf(name[(cut + 1)..]) is not null);

    /// <summary>Returns the value over the cases, of which there must be at least one.</summary>
    /// <param name="name">The metric.</param>
    /// <param name="cases">The cases that the rule selects.</param>
    /// <param name="run">All cases of the run.</param>
    /// <param name="intervals">Computes the interval of an average or a percentile.</param>
    /// <param name="doubt">How many times its uncertainty is added to each latency: 0, or 1 and -1 for the worst that it may be.</param>
    public static MetricValue Take(
        string name, IReadOnlyCollection<EvidenceCase> cases, IReadOnlyCollection<EvidenceCase> run, MetricIntervals intervals,
        int doubt = 0)
    {
        int cut = name.LastIndexOf('_');
        if (cut <= 0 || !IsStatistic(name[(cut + 1)..])) return Unknown(name);
        string statistic = name[(cut + 1)..];
        string column = name[..cut];
        if (!IsKnown(column, run)) return Unknown(name);
        if (cases.FirstOrDefault(one => !one.HasVerdict) is EvidenceCase open)
        {
            return MetricValue.Unknown(GateReason.FiguresMissing, $"{open.Id} ended in {open.Outcome}, so a figure of it is missing.");
        }

        Cell[] cells = [.. cases.SelectMany(one => CellsOf(one, column))];
        if (cells.FirstOrDefault(cell => cell.Value is null && !MayBeBlank(cell)) is Cell blank)
        {
            return MetricValue.Unknown(GateReason.FiguresMissing, $"{blank.Case.Id} has no {blank.Column}.");
        }

        if (cells.FirstOrDefault(cell => cell.Value is double value && !double.IsFinite(value)) is Cell odd)
        {
            string text = odd.Row.Text(odd.Column);
            return MetricValue.Unknown(GateReason.NotFinite, $"{odd.Column} of {odd.Case.Id} is '{text}'{HintAt(text)}.");
        }

        if (doubt != 0
            && cells.Any(static cell => cell.TellsUncertainty)
            && cells.FirstOrDefault(static cell => cell.Value is not null && !double.IsFinite(cell.Uncertainty)) is Cell unsaid)
        {
            return MetricValue.Unknown(GateReason.LatencyUncertain, $"{unsaid.Case.Id} does not say how uncertain its latencies are.");
        }

        Observation[] observed =
        [
            .. cells.Where(cell => cell.Value is not null)
                .Select(cell => new Observation(cell.Case.Cluster, cell.With(doubt)))
                .OrderBy(one => one.Value),
        ];
        if (observed.Length == 0) return MetricValue.Unknown(GateReason.MetricMissing, $"no case has a {column}.");
        if (PercentileOf(statistic) is double share) return intervals.OfPercentile(observed, share);
        double[] values = [.. observed.Select(one => one.Value)];
        if (!Averages.Contains(statistic)) return new MetricValue(Known[statistic](values), values.Length);
        return IsShare(column) ? intervals.OfShare(observed) : intervals.OfMean(observed);
    }

    /// <summary>Returns advice for a number that was written in a culture with another decimal separator than a point.</summary>
    private static string HintAt(string text) =>
        text.Any(char.IsDigit) && text.AsSpan().IndexOfAny(SignsOfCultures) >= 0
            ? $", which is no number everywhere: {EvidenceTime.Export}"
            : "";

    private static MetricValue Unknown(string name) => MetricValue.Unknown(
        GateReason.UnknownMetric,
        $"'{name}' is not a metric of this run: write one of {string.Join(", ", CountMetric.Names)}, "
        + $"or a column of results.csv with one of _{string.Join(", _", Statistics)}.");

    /// <summary>Whether the table of the run has such a column, regardless of where the run is read from.</summary>
    private static bool IsKnown(string column, IReadOnlyCollection<EvidenceCase> run)
    {
        if (!IsGrade(column) && FigureCatalog.Find(column) is null) return false;
        Grader[] graders = [.. run.SelectMany(one => one.Whole.TurnGraders.Concat(one.Whole.TraceGraders))];
        if (GraderKinds.All.FirstOrDefault(kind => kind.Brings(column)) is GraderKind bringer && run.All(one => one.Whole.NamesGraders))
            return graders.Any(grader => grader.Kind == bringer.Name);
        return graders.Any(grader => $"{grader.Id}{Grade}".Equals(column, StringComparison.OrdinalIgnoreCase))
            || run.SelectMany(one => CellsOf(one, column)).Any(cell => cell.Row.Has(cell.Column))
            || run.SelectMany(one => one.Turns.Append(one.Whole)).Any(row => IsGrade(column) && row.Has(column))
            || (IsOfTurns(column) && run.All(one => one.Turns.Count == 0));
    }

    /// <summary>
    /// Returns the cells of a figure: those of the turns, those of graded turns and conversations, or that of the whole case. The figure
    /// grade of a conversation covers the grades of all graders.
    /// </summary>
    private static IEnumerable<Cell> CellsOf(EvidenceCase one, string column)
    {
        if (IsOfTurns(column)) return one.Turns.Select(row => new Cell(one, row, column));
        bool isOfAll = column == "grade" && one.Whole.IsConversation;
        if (!isOfAll && !IsGrade(column)) return [new Cell(one, one.Whole, column)];
        IEnumerable<EvidenceRow> rows = one.Turns.Append(one.Whole).Distinct();
        IEnumerable<Cell> cells = isOfAll
            ? rows.SelectMany(row => row.GradeNames.Select(name => new Cell(one, row, name)))
            : rows.Select(row => new Cell(one, row, column));
        return cells.Where(cell => cell.IsAsked);
    }

    private static bool IsGrade(string column) => column.EndsWith(Grade, StringComparison.Ordinal);

    private static bool IsOfTurns(string column) => FigureCatalog.Find(column) is { Level: FigureLevel.Turn };

    /// <summary>Whether a blank cell is legitimate, because there was nothing to measure or the grader was not applicable.</summary>
    private static bool MayBeBlank(Cell cell) => FigureCatalog.Find(cell.Column) is { Witness: { Length: > 0 } witness }
        ? cell.Row.Has(witness) && cell.Row.Text(witness) is ("" or "[]")
        : cell.Status.Replace("_", "", StringComparison.Ordinal).Equals(NotApplicable, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a metric is a statistic of latencies.</summary>
    public static bool IsOfLatencies(string name) => name.LastIndexOf('_') is > 0 and int cut && LatencyDoubt.Concerns(name[..cut]);

    /// <summary>Whether a name is that of a statistic.</summary>
    public static bool IsStatistic(string name) => Averages.Contains(name) || Known.ContainsKey(name) || PercentileOf(name) is not null;

    /// <summary>Whether all values of a column are from 0 to 1, so that its average is a share.</summary>
    private static bool IsShare(string column) =>
        IsGrade(column) || FigureCatalog.Find(column) is { Unit: FigureUnit.Truth or FigureUnit.Share };

    /// <summary>Whether a column contains true and false.</summary>
    public static bool IsTruth(string column) => FigureCatalog.Find(column) is { Unit: FigureUnit.Truth };

    /// <summary>Returns the share of a percentile, such as 0.95 for p95; null when the name is none.</summary>
    private static double? PercentileOf(string name) =>
        name.StartsWith('p')
        && double.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out double percent)
        && percent is > 0 and < 100
            ? percent / 100
            : null;

    /// <summary>One cell of a figure.</summary>
    private sealed record Cell(EvidenceCase Case, EvidenceRow Row, string Column)
    {
        /// <summary>The figure; null when it is blank, NaN when it is not a number.</summary>
        public double? Value { get; } = IsTruth(Column) ? Row.Truth(Column) : Row.Number(Column);

        /// <summary>Whether the row says how uncertain its latencies are. Rows of other programs do not.</summary>
        public bool TellsUncertainty => Row.Has(LatencyDoubt.FigureName);

        /// <summary>By how much a latency may be wrong; NaN where the row does not say it.</summary>
        public double Uncertainty => Row.Number(LatencyDoubt.FigureName) ?? double.NaN;

        /// <summary>Returns the worst that a latency may have been, which is never below zero; the figure itself without doubt.</summary>
        public double With(int doubt) =>
            doubt == 0 || !TellsUncertainty ? Value!.Value : Math.Max(0, Value!.Value + doubt * Uncertainty);

        /// <summary>The status of the grade, if the figure is a grade.</summary>
        public string Status => Row.Text($"{Column}_status");

        /// <summary>Whether a grade exists or is expected.</summary>
        public bool IsAsked => Row.Text(Column).Length > 0 || Status.Length > 0;
    }
}
