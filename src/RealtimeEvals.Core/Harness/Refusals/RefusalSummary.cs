using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Refusals;

/// <summary><c>summary.json</c> of a refusal smoke run: the outcomes, and the numbers of wrong refusals and of missing refusals.</summary>
internal static class RefusalSummary
{
    public static byte[] ToJson(RunManifest manifest, IReadOnlyList<RefusalResult> results)
    {
        var summary = new JsonObject { ["total_examples"] = results.Count, ["run_name"] = manifest.RunId };
        summary.AddOutcomes(manifest, [.. results.Select(result => result.Outcome)]);
        summary["refused_instead_of_allowed"] = results.Count(result =>
            result is { Expected: RefusalLabel.Allow, Label: RefusalLabel.Refuse });
        summary["allowed_instead_of_refused"] = results.Count(result =>
            result is { Expected: RefusalLabel.Refuse, Label: RefusalLabel.Allow });
        summary["answers_without_label"] = results.Count(result => result is { Outcome: Outcome.Fail, Label: RefusalLabel.Unclear });
        summary.AddTotals(results, "input_tokens", "output_tokens");
        summary.AddOtherFigures(results);
        summary.AddTrials(results);
        return summary.ToFile();
    }
}
