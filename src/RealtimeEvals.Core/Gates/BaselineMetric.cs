using RealtimeEvals.Comparing;

namespace RealtimeEvals.Gates;

/// <summary>
/// The metrics that compare a run with a baseline: <c>regressions</c>, <c>improvements</c>, <c>pass_rate_change</c> and the changes of
/// figures,
/// such as <c>latency_first_audio_ms_p95_change</c>, each with <c>_low</c> and <c>_high</c> for the ends of its interval.
/// </summary>
/// <param name="Value">What of the comparison.</param>
/// <param name="Pick">The figure; null for the pass rate.</param>
internal sealed record BaselineMetric(BaselineValue Value, FigurePick? Pick)
{
    private const string Change = "_change";

    private static readonly (string Ending, BaselineValue Value)[] Endings =
    [
        (Change, BaselineValue.Change), (Change + "_low", BaselineValue.Low), (Change + "_high", BaselineValue.High),
    ];

    /// <summary>The names that every run has, for completion.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "regressions", "improvements", .. Endings.Select(ending => PassRateComparison.Name + ending.Ending),
    ];

    /// <summary>Returns the metric of that name; null when it is none of a comparison.</summary>
    public static BaselineMetric? Find(string name)
    {
        if (name == "regressions") return new BaselineMetric(BaselineValue.Regressions, null);
        if (name == "improvements") return new BaselineMetric(BaselineValue.Improvements, null);
        foreach ((string ending, BaselineValue value) in Endings.Where(one => name.EndsWith(one.Ending, StringComparison.Ordinal)))
        {
            string figure = name[..^ending.Length];
            if (figure == PassRateComparison.Name) return new BaselineMetric(value, null);
            if (FigurePick.OfStatistic(figure) is FigurePick pick) return new BaselineMetric(value, pick);
        }

        return null;
    }
}
