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

        var observed = new FigureValues(CellsOf(cases, column), IsTruth(column), doubt);
        if (observed.Blank is FigureCell blank)
        {
            return MetricValue.Unknown(GateReason.FiguresMissing, $"{blank.Case.Id} has no {blank.Column}.");
        }

        if (observed.Odd is FigureCell odd)
        {
            string text = odd.Row.Text(odd.Column);
            return MetricValue.Unknown(GateReason.NotFinite, $"{odd.Column} of {odd.Case.Id} is '{text}'{HintAt(text)}.");
        }

        if (observed.Unsaid is FigureCell unsaid)
        {
            return MetricValue.Unknown(GateReason.LatencyUncertain, $"{unsaid.Case.Id} does not say how uncertain its latencies are.");
        }

        (int[] clusters, double[] values) = observed.Sorted();
        if (values.Length == 0) return MetricValue.Unknown(GateReason.MetricMissing, $"no case has a {column}.");
        if (PercentileOf(statistic) is double share) return intervals.OfPercentile(clusters, values, share);
        if (!Averages.Contains(statistic)) return new MetricValue(Known[statistic](values), values.Length);
        Observation[] all = [.. clusters.Zip(values, static (cluster, value) => new Observation(cluster, value))];
        return IsShare(column) ? intervals.OfShare(all) : intervals.OfMean(all);
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
        HashSet<Grader> graders = [];
        foreach (EvidenceCase one in run)
        {
            graders.UnionWith(one.Whole.TurnGraders);
            graders.UnionWith(one.Whole.TraceGraders);
        }

        if (GraderKinds.All.FirstOrDefault(kind => kind.Brings(column)) is GraderKind bringer && run.All(one => one.Whole.NamesGraders))
            return graders.Any(grader => grader.Kind == bringer.Name);
        return graders.Any(grader => $"{grader.Id}{Grade}".Equals(column, StringComparison.OrdinalIgnoreCase))
            || CellsOf(run, column).Any(cell => cell.Row.Has(cell.Column))
            || run.SelectMany(one => one.Turns.Append(one.Whole)).Any(row => IsGrade(column) && row.Has(column))
            || (IsOfTurns(column) && run.All(one => one.Turns.Count == 0));
    }

    /// <summary>
    /// Returns the cells of a figure: those of the turns, those of graded turns and conversations, or that of the whole case. The figure
    /// grade of a conversation covers the grades of all graders.
    /// </summary>
    private static IEnumerable<FigureCell> CellsOf(IEnumerable<EvidenceCase> cases, string column)
    {
        if (IsOfTurns(column)) return cases.SelectMany(static one => one.Turns, (one, row) => new FigureCell(one, row, column));
        return IsGrade(column) || column == "grade"
            ? cases.SelectMany(one => GradesOf(one, column))
            : cases.Select(one => new FigureCell(one, one.Whole, column));
    }

    private static IEnumerable<FigureCell> GradesOf(EvidenceCase one, string column)
    {
        bool isOfAll = column == "grade" && one.Whole.IsConversation;
        if (!isOfAll && !IsGrade(column)) return [new FigureCell(one, one.Whole, column)];
        IEnumerable<EvidenceRow> rows = one.Turns.Append(one.Whole).Distinct();
        IEnumerable<FigureCell> cells = isOfAll
            ? rows.SelectMany(row => row.GradeNames.Select(name => new FigureCell(one, row, name)))
            : rows.Select(row => new FigureCell(one, row, column));
        return cells.Where(cell => cell.IsAsked);
    }

    private static bool IsGrade(string column) => column.EndsWith(Grade, StringComparison.Ordinal);

    private static bool IsOfTurns(string column) => FigureCatalog.Find(column) is { Level: FigureLevel.Turn };

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
}
