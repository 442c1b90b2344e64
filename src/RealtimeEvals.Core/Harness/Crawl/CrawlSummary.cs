using System.Text;
using System.Text.Json.Nodes;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Crawl;

/// <summary>
/// A crawl run's <c>summary.json</c>: the keys of the reference first, by its names, in its order and with its values (a failed row
/// counts there with grade 0); then ours, which count errors apart and say over how many cases each mean was taken.
/// </summary>
internal static class CrawlSummary
{
    public static byte[] ToJson(CrawlOptions options, RunManifest manifest, IReadOnlyList<CrawlResult> results)
    {
        var summary = new JsonObject();
        AddReferenceKeys(summary, options, manifest, results);
        AddOurKeys(summary, manifest, results);
        return Encoding.UTF8.GetBytes(summary.ToJsonString(RunJson.Indented) + "\n");
    }

    private static void AddReferenceKeys(JsonObject summary, CrawlOptions options, RunManifest manifest, IReadOnlyList<CrawlResult> results)
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
        summary["run_name"] = manifest.RunId;
        summary["model"] = options.Model;
        summary["tts_model"] = options.SpeechModel;
        summary["voice"] = options.Voice;
        summary["chunk_ms"] = options.ChunkMilliseconds;
        summary["sample_rate_hz"] = options.InputFormat.SampleRate;
        summary["input_audio_format"] = options.InputFormat.Name;
        summary["output_audio_format"] = options.OutputFormat.Name;
        summary["real_time"] = options.RealTime;
        summary["data_csv"] = options.DataPath;
        summary["system_prompt_file"] = options.SystemPromptPath;
        summary["tools_file"] = options.ToolsPath;
    }

    private static void AddOurKeys(JsonObject summary, RunManifest manifest, IReadOnlyList<CrawlResult> results)
    {
        CrawlResult[] graded = [.. results.Where(row => row.Outcome is Outcome.Pass or Outcome.Fail)];
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

    private static double? Mean(IReadOnlyCollection<CrawlResult> results, Func<CrawlResult, int> value) => results.Count == 0 ? null : results.Average(value);
}
