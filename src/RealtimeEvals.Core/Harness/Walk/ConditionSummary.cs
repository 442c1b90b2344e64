using System.Text.Json.Nodes;
using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Walk;

/// <summary>
/// The effect of each audio condition on grade and latency, compared with the clean condition or, without one, the first condition.
/// </summary>
internal static class ConditionSummary
{
    public static JsonObject Of(IReadOnlyList<WalkResult> results)
    {
        IGrouping<string, WalkResult>[] groups = [.. results.GroupBy(row => row.Condition, StringComparer.Ordinal)];
        IGrouping<string, WalkResult>? baseline =
            groups.FirstOrDefault(group => group.Key == AudioCondition.Clean) ?? groups.FirstOrDefault();
        var summary = new JsonObject();
        foreach (IGrouping<string, WalkResult> group in groups)
        {
            summary[group.Key.Length > 0 ? group.Key : "(none)"] = new JsonObject
            {
                ["n"] = group.Count(),
                ["passed"] = group.Count(row => row.Outcome == Outcome.Pass),
                ["failed"] = group.Count(row => row.Outcome == Outcome.Fail),
                ["errored"] = group.Count(row => row.Outcome == Outcome.Error),
                ["inconclusive"] = group.Count(row => row.Outcome == Outcome.Inconclusive),
                ["pass_rate"] = PassRate(group),
                ["pass_rate_change"] = PassRate(group) - PassRate(baseline!),
                ["graded_mean"] = GradedMean(group),
                ["graded_mean_change"] = GradedMean(group) - GradedMean(baseline!),
                ["latency_first_audio_ms_p50"] = MedianLatency(group),
                ["latency_first_audio_ms_p50_change"] = MedianLatency(group) - MedianLatency(baseline!),
                ["compared_with"] = baseline!.Key,
            };
        }

        return summary;
    }

    private static double PassRate(IEnumerable<WalkResult> rows) => rows.Average(row => row.Outcome == Outcome.Pass ? 1.0 : 0.0);

    private static double? GradedMean(IEnumerable<WalkResult> rows) =>
        Statistic.Of(rows.Where(row => row.Outcome is Outcome.Pass or Outcome.Fail).Select(row => (double?)row.Grade))?.Mean;

    private static double? MedianLatency(IEnumerable<WalkResult> rows) => Statistic.Of(rows.Select(row => row.LatencyFirstAudioMs))?.P50;
}
