using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Kinds;
using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>
/// What rules can be about, from the columns of the tables that each harness writes. Names are taken in snake case and as the properties of
/// results are called. A column that is named after a grader is known by its shape only.
/// </summary>
internal static class MetricCatalog
{
    private const string Conversations = "run";
    private const string PassHatK = "pass^";

    /// <summary>Columns and whether they are figures, by harness.</summary>
    private static readonly Dictionary<string, (string Name, bool IsFigure)[]> Tables =
        HarnessKinds.All.ToDictionary(kind => kind.Name, ColumnsOf, StringComparer.Ordinal);

    /// <summary>The figures of all tables, in order.</summary>
    public static IReadOnlyList<string> Figures { get; } = [.. FiguresOf(null)];

    /// <summary>A rule by the names that evidence has.</summary>
    /// <param name="rule">The rule as it was read.</param>
    /// <param name="harness">The harness whose run it will be about; null where nobody knows.</param>
    /// <exception cref="EvalException"><c>UnknownMetric</c>: no run can have what it is about.</exception>
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
        if (Counts.FirstOrDefault(count => Plain(count) == Plain(name)) is string known) return known;
        if (name.StartsWith(PassHatK, StringComparison.Ordinal))
        {
            return CountMetric.IsPassHatK(name) ? name : null;
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

    /// <summary>Each grader of a conversation brings a column, whatever it is called.</summary>
    private static bool IsOfGrader(string column, string? harness) =>
        harness is null or Conversations && column.Length > "_grade".Length && column.EndsWith("_grade", StringComparison.Ordinal);

    private static IEnumerable<string> Counts => [.. CountMetric.Names, "planned"];

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

    /// <summary>The three names that are most like one: with the statistic that was asked for, where there is such a one.</summary>
    private static string[] Nearest(string name, string? harness)
    {
        int cut = name.LastIndexOf('_');
        string statistic = cut > 0 && FigureStatistic.IsStatistic(name[(cut + 1)..]) ? name[cut..] : "";
        return Nearest(
            name,
            [
                .. Counts.Select(count => (count, count)),
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

    /// <summary>The columns of a table. Those of graders, whose ids are not known here, begin with a low line.</summary>
    private static (string Name, bool IsFigure)[] ColumnsOf(HarnessKind kind) =>
    [
        .. kind.Columns.Where(column => column.Name[0] != '_'),
        .. kind.Columns.Any(column => column.Name == "_grade") ? [("grade", true)] : Array.Empty<(string, bool)>(),
    ];
}
