using RealtimeEvals.Gates;

namespace RealtimeEvals.Plots.Kinds;

/// <summary>Tokens of each role and kind, and what the run cost.</summary>
internal static class CostAndTokens
{
    private static readonly (string Label, string Key)[] Roles =
    [
        ("agent input", "input_tokens"),
        ("agent input, cached", "cached_tokens"),
        ("agent output", "output_tokens"),
        ("caller output", "caller_output_tokens"),
        ("judge input", "judge_input_tokens"),
        ("judge output", "judge_output_tokens"),
    ];

    public static PlotSheet? Of(PlotRun run)
    {
        BarRow[] rows =
        [
            .. from role in Roles
               let total = run.Sum($"{role.Key}_total") ?? TotalOf(run, role.Key)
               where total is not null
               select new BarRow(role.Label, [new PlotValue(total, FigureText.Number(total.Value))]),
        ];
        if (rows.Length == 0) return null;
        double? cost = run.Has("cost_usd_total") ? run.Sum("cost_usd_total") : CostOf(run);
        var panel = new BarPanel("Tokens by role", PlotUnit.Number, [new PlotSeries("tokens", PlotTone.First)], rows)
        {
            Note = cost is double known
                ? $"Cost of agent and caller: {FigureText.Dollars(known)}"
                : "The cost is not known: a model has no price.",
        };
        return new PlotSheet(PlotKind.CostAndTokens, "Tokens and cost", run.Subtitle, [panel]);
    }

    private static double? TotalOf(PlotRun run, string figure)
    {
        double[] known =
            [.. run.Evidence.Cases.Select(one => one.Whole.Number(figure)).OfType<double>().Where(double.IsFinite)];
        return known.Length == 0 ? null : known.Sum();
    }

    /// <summary>Returns the cost of all cases; null if that of any is not known.</summary>
    private static double? CostOf(PlotRun run)
    {
        double total = 0;
        foreach (EvidenceCase one in run.Evidence.Cases)
        {
            if (one.Whole.Number("cost_usd") is not double cost || !double.IsFinite(cost)) return null;
            total += cost;
        }

        return total;
    }
}
