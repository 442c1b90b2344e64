using RealtimeEvals.Metrics;

namespace RealtimeEvals.Gates;

/// <summary>The columns whose texts a gate reads: those of its rules, those that vouch for the evidence, and every grade.</summary>
internal static class ReadColumns
{
    private static readonly HashSet<string> Always = new(StringComparer.OrdinalIgnoreCase)
    {
        "run_id", "run_path", "case_id", "simulation_id", "trial", "turn_index", "turn_count", "planned", "data_cases", "outcome",
        "provider", "data_path", "data_sha256", "tags", "started_at", "failure_source", "failure_stage",
    };

    /// <summary>Returns whether a column is read by some rules.</summary>
    public static Func<string, bool> Of(IEnumerable<GateRule> rules)
    {
        HashSet<string> asked = new(rules.SelectMany(ColumnsOf).Select(EvidenceRow.NameOf), StringComparer.OrdinalIgnoreCase);
        return name => Always.Contains(name) || IsGrade(name) || asked.Contains(name);
    }

    private static bool IsGrade(string name) =>
        name.EndsWith("_grade", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_grade_status", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> ColumnsOf(GateRule rule)
    {
        foreach (CaseFilter filter in rule.Filters) yield return filter.Column;
        string metric = MetricEnds.Split(rule.Metric).Metric;
        if (metric.LastIndexOf('_') is not (> 0 and int cut)) yield break;
        yield return metric[..cut];
        if (LatencyDoubt.Concerns(metric[..cut])) yield return LatencyDoubt.FigureName;
        if (FigureCatalog.Find(metric[..cut]) is { Witness: { Length: > 0 } witness }) yield return witness;
    }
}
