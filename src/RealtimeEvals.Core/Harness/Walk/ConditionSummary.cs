using System.Text.Json.Nodes;
using RealtimeEvals.Audio.Conditions;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Walk;

/// <summary>
/// The effect of each audio condition on grade and latency, compared with the clean condition or, without one, the first condition.
/// </summary>
internal sealed class ConditionSummary
{
    private readonly OrderedDictionary<string, Tally> _conditions = new(StringComparer.Ordinal);

    /// <summary>The number of turns that the service ended too early, over all results that were checked for it.</summary>
    public int FalseTurns { get; private set; }

    /// <summary>Counts a result.</summary>
    public void Add(WalkResult row)
    {
        FalseTurns += row.FalseTurns ?? 0;
        if (!_conditions.TryGetValue(row.Condition, out Tally? tally)) _conditions[row.Condition] = tally = new Tally();
        tally.Add(row);
    }

    /// <summary>Returns the conditions by their names, in the order of first appearance.</summary>
    public JsonObject ToJson()
    {
        var summary = new JsonObject();
        if (_conditions.Count == 0) return summary;
        string basis = _conditions.ContainsKey(AudioCondition.Clean) ? AudioCondition.Clean : _conditions.GetAt(0).Key;
        foreach ((string name, Tally tally) in _conditions)
        {
            summary[name.Length > 0 ? name : "(none)"] = tally.ToJson(_conditions[basis], basis);
        }

        return summary;
    }

    private sealed class Tally
    {
        private readonly int[] _outcomes = new int[Enum.GetValues<Outcome>().Length];
        private readonly List<double?> _latencies = [];
        private int _count;
        private int _right;

        private int Graded => Of(Outcome.Pass) + Of(Outcome.Fail);

        private double PassRate => (double)Of(Outcome.Pass) / _count;

        private double? GradedMean => Graded == 0 ? null : (double)_right / Graded;

        private double? MedianLatency => Statistic.Of(_latencies)?.P50;

        public void Add(WalkResult row)
        {
            _count++;
            _outcomes[(int)row.Outcome]++;
            if (row.Outcome is Outcome.Pass or Outcome.Fail) _right += row.Grade;
            _latencies.Add(row.LatencyFirstAudioMs);
        }

        public JsonObject ToJson(Tally basis, string comparedWith) => new()
        {
            ["n"] = _count,
            ["passed"] = Of(Outcome.Pass),
            ["failed"] = Of(Outcome.Fail),
            ["errored"] = Of(Outcome.Error),
            ["inconclusive"] = Of(Outcome.Inconclusive),
            ["pass_rate"] = PassRate,
            ["pass_rate_change"] = PassRate - basis.PassRate,
            ["graded_mean"] = GradedMean,
            ["graded_mean_change"] = GradedMean - basis.GradedMean,
            ["latency_first_audio_ms_p50"] = MedianLatency,
            ["latency_first_audio_ms_p50_change"] = MedianLatency - basis.MedianLatency,
            ["compared_with"] = comparedWith,
        };

        private int Of(Outcome outcome) => _outcomes[(int)outcome];
    }
}
