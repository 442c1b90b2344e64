using System.Text;
using System.Text.Json.Nodes;
using RealtimeEvals.Metrics;
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
        AddStatistic(summary, "latency_first_audio_ms", results.Select(row => row.LatencyFirstAudioMs));
        AddStatistic(summary, "latency_first_text_ms", results.Select(row => row.LatencyFirstTextMs));
        AddStatistic(summary, "latency_response_done_ms", results.Select(row => row.LatencyResponseDoneMs));
        AddStatistic(summary, "output_tokens", results.Select(row => (double?)row.Usage.OutputTokens));
        AddStatistic(summary, "output_audio_tokens", results.Select(row => (double?)row.Usage.OutputAudioTokens));
        AddStatistic(summary, "output_text_tokens", results.Select(row => (double?)row.Usage.OutputTextTokens));
    }

    private static void AddOurKeys(JsonObject summary, RunManifest manifest, IReadOnlyList<SingleTurnResult> results)
    {
        SingleTurnResult[] graded = [.. results.Where(row => row.Outcome is Outcome.Pass or Outcome.Fail)];
        summary["state"] = manifest.State.ToString().ToLowerInvariant();
        summary["provider"] = manifest.Provider;
        summary["planned"] = manifest.Planned;
        foreach ((string name, Outcome outcome) in new[] { ("passed", Outcome.Pass), ("failed", Outcome.Fail), ("errored", Outcome.Error), ("inconclusive", Outcome.Inconclusive), ("skipped", Outcome.Skipped) })
            summary[name] = results.Count(row => row.Outcome == outcome);
        summary["pass_rate"] = manifest.Planned > 0 ? (double)results.Count(row => row.Outcome == Outcome.Pass) / manifest.Planned : null;
        summary["graded"] = graded.Length;
        summary["graded_mean"] = Mean(graded, row => row.Grade);
        AddStatistic(summary, "end_of_speech_to_first_audio_ms", results.Select(row => row.EndOfSpeechToFirstAudioMs));
        summary["latency_n"] = results.Count(row => row.LatencyResponseDoneMs is not null);
        summary["input_tokens_total"] = results.Sum(row => row.Usage.InputTokens);
        summary["cached_tokens_total"] = results.Sum(row => row.Usage.CachedTokens);
        summary["output_tokens_total"] = results.Sum(row => row.Usage.OutputTokens);
        summary["cost_usd_total"] = results.Any(row => row.CostUsd is null) ? null : results.Sum(row => row.CostUsd);
        summary["repeated_tool_calls_total"] = results.Sum(row => row.RepeatedToolCalls);
    }

    private static void AddStatistic(JsonObject summary, string name, IEnumerable<double?> values)
    {
        if (Statistic.Of(values) is not Statistic statistic) return;
        summary[$"{name}_avg"] = statistic.Mean;
        summary[$"{name}_p50"] = statistic.P50;
        summary[$"{name}_p95"] = statistic.P95;
        summary[$"{name}_p99"] = statistic.P99;
    }

    private static double? Mean(IReadOnlyCollection<SingleTurnResult> results, Func<SingleTurnResult, int> value) => results.Count == 0 ? null : results.Average(value);
}
