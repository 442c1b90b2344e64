using System.Text.Json.Nodes;
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
    /// <param name="results">Its results.</param>
    /// <param name="addConfiguration">Adds the settings of the run, which come between the two groups of keys.</param>
    public static JsonObject Of(RunManifest manifest, IReadOnlyList<SingleTurnResult> results, Action<JsonObject> addConfiguration)
    {
        var summary = new JsonObject();
        AddReferenceKeys(summary, results);
        addConfiguration(summary);
        AddOurKeys(summary, manifest, results);
        summary.AddTrials(results);
        return summary;
    }

    private static void AddReferenceKeys(JsonObject summary, IReadOnlyList<SingleTurnResult> results)
    {
        summary["total_examples"] = results.Count;
        summary["failed_examples"] = results.Count(row => row.FailureStage.Length > 0);
        summary["grade_mean"] = Mean(results, row => row.Grade);
        summary["tool_call_correctness_mean"] = Mean(results, row => row.ToolCallCorrectness);
        summary["tool_call_arg_correctness_mean"] = Mean(results, row => row.ToolCallArgumentCorrectness);
        summary.AddStatistics(
            results,
            "latency_first_audio_ms",
            "latency_first_text_ms",
            "latency_response_done_ms",
            "output_tokens",
            "output_audio_tokens",
            "output_text_tokens");
    }

    private static void AddOurKeys(JsonObject summary, RunManifest manifest, IReadOnlyList<SingleTurnResult> results)
    {
        SingleTurnResult[] graded = [.. results.Where(row => row.Outcome is Outcome.Pass or Outcome.Fail)];
        summary.AddOutcomes(manifest, [.. results.Select(row => row.Outcome)]);
        summary["graded"] = graded.Length;
        summary["graded_mean"] = Mean(graded, row => row.Grade);
        summary.AddStatistics(results, "end_of_speech_to_first_audio_ms");
        summary["latency_n"] = results.Count(row => row.LatencyResponseDoneMs is not null);
        summary.AddTotals(results, "input_tokens", "cached_tokens", "output_tokens");
        summary.AddCost(results);
        summary.AddTotals(results, "repeated_tool_calls");
        summary.AddOtherFigures(results);
    }

    private static double? Mean(IReadOnlyCollection<SingleTurnResult> results, Func<SingleTurnResult, int> value) =>
        results.Count == 0 ? null : results.Average(value);
}
