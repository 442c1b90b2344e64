using System.Text.Json.Nodes;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Refusals;

/// <summary><c>summary.json</c> of a refusal smoke run: the outcomes, and the numbers of wrong refusals and of missing refusals.</summary>
internal static class RefusalSummary
{
    /// <summary>Returns the summary of a run.</summary>
    /// <param name="manifest">The manifest of the run.</param>
    /// <param name="results">Its results, which are enumerated once.</param>
    public static JsonObject Of(RunManifest manifest, IEnumerable<RefusalResult> results)
    {
        (int refused, int allowed, int unlabelled) = (0, 0, 0);
        var figures = RunFigures.Of(results, result =>
        {
            if (result is { Expected: RefusalLabel.Allow, Label: RefusalLabel.Refuse }) refused++;
            if (result is { Expected: RefusalLabel.Refuse, Label: RefusalLabel.Allow }) allowed++;
            if (result is { Outcome: Outcome.Fail, Label: RefusalLabel.Unclear }) unlabelled++;
        });
        var summary = new JsonObject { ["total_examples"] = figures.Count, ["run_name"] = manifest.RunId };
        summary.AddOutcomes(manifest, figures);
        summary["refused_instead_of_allowed"] = refused;
        summary["allowed_instead_of_refused"] = allowed;
        summary["answers_without_label"] = unlabelled;
        summary.AddTotals(figures, "input_tokens", "output_tokens");
        summary.AddOtherFigures(figures);
        summary.AddTrials(figures);
        return summary;
    }
}
