using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Metrics;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness;

/// <summary>Estimates the cost of a planned run from an earlier run with the same model; without such a run there is no estimate.</summary>
internal static class CostEstimate
{
    /// <summary>Returns the plan with its estimated cost and the run that the estimate is based on.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="provider">The provider that will answer.</param>
    /// <param name="store">Where earlier runs are kept.</param>
    public static RunPlan AddTo(RunPlan plan, string provider, IRunStore store)
    {
        if (Cost.IsFree(provider)) return plan with { EstimatedCostUsd = 0, CostBasis = $"{provider} costs nothing" };
        if (Earlier(plan, store) is not (string runId, decimal mean))
        {
            return plan with { CostBasis = "no earlier run with this model and known cost" };
        }

        return plan with
        {
            EstimatedCostUsd = mean * plan.Planned,
            CostBasis = FormattableString.Invariant($"${mean:0.0000##} a case in the run {runId}"),
        };
    }

    private static (string RunId, decimal Mean)? Earlier(RunPlan plan, IRunStore store)
    {
        foreach (IStoredRun stored in RunsIn(store).OrderByDescending(stored => stored.Manifest.StartedAt))
        {
            RunManifest run = stored.Manifest;
            if (run.State == RunState.Completed && run.Finished > 0
                && run.Harness == plan.Harness && run.Provider == plan.Provider && ModelOf(run) == plan.Model
                && CostOf(stored) is decimal total)
            {
                return (run.RunId, total / run.Finished);
            }
        }

        return null;
    }

    private static IReadOnlyList<IStoredRun> RunsIn(IRunStore store)
    {
        try
        {
            return [.. store.Ids.Select(store.Find).OfType<IStoredRun>()];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or EvalException)
        {
            return [];
        }
    }

    private static string? ModelOf(RunManifest run) => (run.Settings["model"] ?? run.Settings["assistant_model_default"])?.ToString();

    private static decimal? CostOf(IStoredRun run) =>
        run.ReadSummary() is JsonElement { ValueKind: JsonValueKind.Object } summary
        && summary.TryGetProperty("cost_usd_total", out JsonElement cost)
        && cost.ValueKind == JsonValueKind.Number
        && cost.TryGetDecimal(out decimal total)
            ? total
            : null;
}
