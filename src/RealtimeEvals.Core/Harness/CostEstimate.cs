using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness;

/// <summary>Estimates the cost of a planned run from an earlier run with the same model; without such a run there is no estimate.</summary>
internal static class CostEstimate
{
    /// <summary>Returns the plan with its estimated cost and the run that the estimate is based on.</summary>
    public static RunPlan AddTo(RunPlan plan, RunOptions options)
    {
        if (options.Target.Provider is ServiceTarget.SandboxProvider or ServiceTarget.ReplayProvider)
            return plan with { EstimatedCostUsd = 0, CostBasis = $"{options.Target.Provider} costs nothing" };
        if (Earlier(plan, options.ResultsPath) is not (string runId, decimal mean))
        {
            return plan with { CostBasis = "no earlier run with this model and known cost" };
        }

        return plan with
        {
            EstimatedCostUsd = mean * plan.Planned,
            CostBasis = FormattableString.Invariant($"${mean:0.0000##} a case in the run {runId}"),
        };
    }

    private static (string RunId, decimal Mean)? Earlier(RunPlan plan, string resultsPath)
    {
        if (!Directory.Exists(resultsPath)) return null;
        foreach (RunManifest run in RunsIn(resultsPath).OrderByDescending(run => run.StartedAt))
        {
            if (run.State == RunState.Completed && run.Finished > 0
                && run.Harness == plan.Harness && run.Provider == plan.Provider && ModelOf(run) == plan.Model
                && CostOf(Path.Combine(resultsPath, run.RunId)) is decimal total)
            {
                return (run.RunId, total / run.Finished);
            }
        }

        return null;
    }

    private static IEnumerable<RunManifest> RunsIn(string resultsPath)
    {
        try
        {
            return
            [
                .. Directory.GetDirectories(resultsPath)
                    .Select(RunFolder.ReadManifest)
                    .OfType<RunManifest>()
                    .Where(run => SafeFileName.IsSafe(run.RunId)),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string? ModelOf(RunManifest run) => (run.Settings["model"] ?? run.Settings["assistant_model_default"])?.ToString();

    private static decimal? CostOf(string runPath)
    {
        try
        {
            using var summary = JsonDocument.Parse(PlainFile.Read(Path.Combine(runPath, SummaryKeys.FileName), InputLimits.EvidenceBytes));
            return summary.RootElement.TryGetProperty("cost_usd_total", out JsonElement cost) && cost.TryGetDecimal(out decimal total)
                ? total
                : null;
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
