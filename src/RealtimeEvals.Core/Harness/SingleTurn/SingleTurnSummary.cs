using System.Text.Json.Nodes;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.SingleTurn;

/// <summary>
/// <c>summary.json</c>: first the keys of the realtime evals of OpenAI's cookbook, with the same names, order and values (a failed row
/// counts there with grade 0). Then our own keys, which count errors separately and give the number of cases behind each mean.
/// </summary>
internal static class SingleTurnSummary
{
    /// <summary>Returns the summary of a run.</summary>
    /// <param name="manifest">The manifest of the run.</param>
    /// <param name="results">Its results, which are enumerated once.</param>
    /// <param name="configuration">
    /// The settings of the run that come between the two groups of keys: the name of each key, and that of the setting or input path.
    /// </param>
    /// <param name="also">Takes each result, for what only one kind of run counts.</param>
    public static JsonObject Of<T>(
        RunManifest manifest, IEnumerable<T> results, IEnumerable<(string Key, string Setting)> configuration, Action<T>? also = null)
        where T : SingleTurnResult
    {
        (int failed, int graded, int right) = (0, 0, 0);
        var figures = RunFigures.Of(results, row =>
        {
            if (row.FailureStage.Length > 0) failed++;
            if (row.Outcome is Outcome.Pass or Outcome.Fail) (graded, right) = (graded + 1, right + row.Grade);
            also?.Invoke(row);
        });
        var summary = new JsonObject();
        AddReferenceKeys(summary, figures, failed);
        AddConfiguration(summary, manifest, configuration);
        AddOurKeys(summary, manifest, figures, graded, right);
        summary.AddTrials(figures);
        return summary;
    }

    private static void AddReferenceKeys(JsonObject summary, RunFigures figures, int failed)
    {
        summary["total_examples"] = figures.Count;
        summary["failed_examples"] = failed;
        summary["grade_mean"] = Mean(figures, "grade");
        summary["tool_call_correctness_mean"] = Mean(figures, "tool_call_correctness");
        summary["tool_call_arg_correctness_mean"] = Mean(figures, "tool_call_arg_correctness");
        summary.AddStatistics(
            figures,
            "latency_first_audio_ms",
            "latency_first_text_ms",
            "latency_response_done_ms",
            "output_tokens",
            "output_audio_tokens",
            "output_text_tokens");
    }

    private static void AddConfiguration(
        JsonObject summary, RunManifest manifest, IEnumerable<(string Key, string Setting)> configuration)
    {
        summary["run_name"] = manifest.RunId;
        foreach ((string key, string setting) in configuration)
        {
            summary[key] = manifest.InputPaths.TryGetValue(setting, out string? path) ? path : manifest.Settings[setting]?.DeepClone();
        }
    }

    private static void AddOurKeys(JsonObject summary, RunManifest manifest, RunFigures figures, int graded, int right)
    {
        summary.AddOutcomes(manifest, figures);
        summary["graded"] = graded;
        summary["graded_mean"] = graded == 0 ? null : (double)right / graded;
        summary.AddStatistics(figures, "end_of_speech_to_first_audio_ms");
        summary["latency_n"] = figures.Series("latency_response_done_ms").Known.Count;
        summary.AddTotals(figures, "input_tokens", "cached_tokens", "output_tokens");
        summary.AddCost(figures);
        summary.AddTotals(figures, "repeated_tool_calls");
        summary.AddOtherFigures(figures);
    }

    private static double? Mean(RunFigures figures, string name) =>
        figures.Series(name).Known is { Count: > 0 } known ? known.Average() : null;
}
