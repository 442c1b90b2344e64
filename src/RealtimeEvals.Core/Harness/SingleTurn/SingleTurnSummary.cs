using System.Text;
using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.SingleTurn;

/// <summary>
/// <c>summary.json</c>: the keys of the reference first, by its names, in its order and with its values (a failed row
/// counts there with grade 0); then ours, which count errors apart and say over how many cases each mean was taken.
/// </summary>
internal static class SingleTurnSummary
{
    public static byte[] ToJson<TResult>(ISingleTurnHarness<TResult> harness, RunManifest manifest, IReadOnlyList<TResult> results)
        where TResult : SingleTurnResult
    {
        var summary = new JsonObject();
        AddReferenceKeys(summary, results);
        harness.AddConfiguration(summary, manifest.RunId);
        AddOurKeys(summary, manifest, results);
        harness.AddSummary(summary, results);
        return Encoding.UTF8.GetBytes(summary.ToJsonString(RunJson.Indented) + "\n");
    }

    private static void AddReferenceKeys(JsonObject summary, IReadOnlyList<SingleTurnResult> results)
    {
        summary["total_examples"] = results.Count;
        summary["failed_examples"] = results.Count(row => row.FailureStage.Length > 0);
        summary["grade_mean"] = Mean(results, row => row.Grade);
        summary["tool_call_correctness_mean"] = Mean(results, row => row.ToolCallCorrectness);
        summary["tool_call_arg_correctness_mean"] = Mean(results, row => row.ToolCallArgumentCorrectness);
        summary.AddStatistic("latency_first_audio_ms", results.Select(row => row.LatencyFirstAudioMs));
        summary.AddStatistic("latency_first_text_ms", results.Select(row => row.LatencyFirstTextMs));
        summary.AddStatistic("latency_response_done_ms", results.Select(row => row.LatencyResponseDoneMs));
        summary.AddStatistic("output_tokens", results.Select(row => (double?)row.Usage.OutputTokens));
        summary.AddStatistic("output_audio_tokens", results.Select(row => (double?)row.Usage.OutputAudioTokens));
        summary.AddStatistic("output_text_tokens", results.Select(row => (double?)row.Usage.OutputTextTokens));
    }

    private static void AddOurKeys(JsonObject summary, RunManifest manifest, IReadOnlyList<SingleTurnResult> results)
    {
        SingleTurnResult[] graded = [.. results.Where(row => row.Outcome is Outcome.Pass or Outcome.Fail)];
        summary.AddOutcomes(manifest, [.. results.Select(row => row.Outcome)]);
        summary["graded"] = graded.Length;
        summary["graded_mean"] = Mean(graded, row => row.Grade);
        summary.AddStatistic("end_of_speech_to_first_audio_ms", results.Select(row => row.EndOfSpeechToFirstAudioMs));
        summary["latency_n"] = results.Count(row => row.LatencyResponseDoneMs is not null);
        summary["input_tokens_total"] = results.Select(row => row.Usage.InputTokens).Total();
        summary["cached_tokens_total"] = results.Select(row => row.Usage.CachedTokens).Total();
        summary["output_tokens_total"] = results.Select(row => row.Usage.OutputTokens).Total();
        summary["cost_usd_total"] = results.Any(row => row.CostUsd is null) ? null : results.Sum(row => row.CostUsd);
        summary["repeated_tool_calls_total"] = results.Sum(row => row.RepeatedToolCalls);
    }

    private static double? Mean(IReadOnlyCollection<SingleTurnResult> results, Func<SingleTurnResult, int> value) =>
        results.Count == 0 ? null : results.Average(value);
}
