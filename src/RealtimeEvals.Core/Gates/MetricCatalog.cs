using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Kinds;
using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>
/// The metrics that rules can use, from the columns of the tables that each harness writes. Names are accepted in snake case and as the
/// property names of results. Columns named after a grader are recognized by their form only.
/// </summary>
internal static class MetricCatalog
{
    private const string Conversations = "run";

    /// <summary>The columns of each harness, and whether they are figures.</summary>
    private static readonly Dictionary<string, (string Name, bool IsFigure)[]> Tables =
        HarnessKinds.All.ToDictionary(kind => kind.Name, ColumnsOf, StringComparer.Ordinal);

    /// <summary>The figures of all tables, sorted.</summary>
    public static IReadOnlyList<string> Figures { get; } = [.. FiguresOf(null)];

    /// <summary>Returns a rule with the names that are used in evidence.</summary>
    /// <param name="rule">The rule as it was parsed.</param>
    /// <param name="harness">The harness of the run; null when it is not known.</param>
    /// <exception cref="EvalException"><c>UnknownMetric</c>: no run can have the metric or a column of the rule.</exception>
    public static GateRule Resolve(GateRule rule, string? harness)
    {
        string metric = MetricOf(rule.Metric, harness)
            ?? throw EvalErrors.UnknownMetric(rule.Text, rule.Metric, harness ?? "", Nearest(rule.Metric, harness));
        return rule.Named(
            metric,
            [.. rule.Filters.Select(filter => filter with
            {
                Name = FilterOf(filter.Name, harness) ?? throw EvalErrors.UnknownMetric(
                    rule.Text, filter.Name, harness ?? "", Nearest(filter.Name, FiltersOf(harness).Select(name => (name, name)))),
            })]);
    }

    private static string? MetricOf(string name, string? harness)
    {
        if (BaselineMetric.Find(name) is BaselineMetric compared)
        {
            return compared.Pick is null || MetricOf(compared.Pick.Name, harness) is not null ? name : null;
        }

        if (Counts.FirstOrDefault(count => Plain(count) == Plain(name)) is string known) return known;
        (string metric, MetricEnd end) = MetricEnds.Split(name);
        if (TrialMetric.IsLikeOfK(name)) return TrialMetric.IsOfK(metric) ? name : null;
        if (end != MetricEnd.None)
        {
            return FigureStatistic.HasInterval(metric) && MetricOf(metric, harness) is string whole
                ? whole + MetricEnds.SuffixOf(end)
                : null;
        }

        int cut = name.LastIndexOf('_');
        if (cut <= 0 || !FigureStatistic.IsStatistic(name[(cut + 1)..])) return null;
        string column = name[..cut];
        return FiguresOf(harness).FirstOrDefault(figure => Plain(figure) == Plain(column)) is string found ? $"{found}{name[cut..]}"
            : Plain(column) == "toolcallargumentcorrectness" ? MetricOf($"tool_call_arg_correctness{name[cut..]}", harness)
            : IsOfGrader(column, harness) ? name : null;
    }

    private static string? FilterOf(string name, string? harness) =>
        FiltersOf(harness).FirstOrDefault(column => Plain(column) == Plain(name))
        ?? (IsOfGrader(name, harness) || IsOfGrader(name.Replace("_grade_status", "_grade", StringComparison.Ordinal), harness)
            ? name
            : null);

    /// <summary>Whether a column may belong to a grader of a conversation, whose id can be any name.</summary>
    private static bool IsOfGrader(string column, string? harness) =>
        harness is null or Conversations && column.Length > "_grade".Length && column.EndsWith("_grade", StringComparison.Ordinal);

    private static IEnumerable<string> Counts =>
    [
        .. CountMetric.Names,
        "planned",
        .. CountMetric.WithInterval.SelectMany(name => MetricEnds.Suffixes.Select(suffix => name + suffix)),
    ];

    private static IEnumerable<(string Name, bool IsFigure)> ColumnsOf(string? harness) =>
        harness is null ? Tables.Values.SelectMany(columns => columns) : Tables[harness];

    private static IEnumerable<string> FiguresOf(string? harness) =>
        ColumnsOf(harness).Where(column => column.IsFigure).Select(column => column.Name).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> FiltersOf(string? harness)
    {
        string[] columns = [.. ColumnsOf(harness).Select(column => column.Name).Distinct(StringComparer.Ordinal)];
        return
        [
            "tag",
            .. columns,
            .. EvidenceRow.OtherNames
                .Where(name => columns.Contains(name.Key) || columns.Contains(name.Value))
                .SelectMany(name => new[] { name.Key, name.Value }),
        ];
    }

    /// <summary>Returns the three most similar names, with the requested statistic if possible.</summary>
    private static string[] Nearest(string name, string? harness)
    {
        (string metric, MetricEnd end) = MetricEnds.Split(name);
        int cut = metric.LastIndexOf('_');
        string statistic = cut > 0 && FigureStatistic.IsStatistic(metric[(cut + 1)..]) ? metric[cut..] : "";
        if (statistic.Length > 0 && FigureStatistic.HasInterval(metric)) statistic += MetricEnds.SuffixOf(end);
        return Nearest(
            name,
            [
                .. Counts.Select(count => (count, count)),
                .. BaselineMetric.Names.Select(compared => (compared, compared)),
                .. FiguresOf(harness).Select(figure => (
                    $"{figure}{statistic}",
                    $"{figure}{(statistic.Length > 0 ? statistic : FigureStatistic.IsTruth(figure) ? "_rate" : "_mean")}")),
            ]);
    }

    private static string[] Nearest(string name, IEnumerable<(string Key, string Shown)> known) =>
        [
            .. known.OrderBy(one => Messages.Nearest.Distance(Plain(name), Plain(one.Key)))
                .Select(one => one.Shown)
                .Distinct(StringComparer.Ordinal)
                .Take(3),
        ];

    private static string Plain(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Returns the columns of a table. The columns of graders, whose ids are not known here, start with an underscore.</summary>
    private static (string Name, bool IsFigure)[] ColumnsOf(HarnessKind kind) =>
    [
        .. kind.Columns.Where(column => column.Name[0] != '_'),
        .. kind.Columns.Any(column => column.Name == "_grade") ? [("grade", true)] : Array.Empty<(string, bool)>(),
    ];
}
