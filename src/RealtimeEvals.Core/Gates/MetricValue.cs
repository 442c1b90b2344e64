using System.Globalization;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Statistics;

namespace RealtimeEvals.Gates;

/// <summary>The value of a metric over some cases, or the reason why there is none.</summary>
/// <param name="Value">The value; null when it cannot be determined.</param>
/// <param name="Count">The number of values or cases behind it.</param>
/// <param name="Reason">Why it cannot be determined.</param>
/// <param name="Message">The reason in one sentence.</param>
internal sealed record MetricValue(double? Value, int Count, GateReason Reason = GateReason.None, string Message = "")
{
    /// <summary>The lower end of the interval; null where the metric has no interval, or too few values for that end.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end of the interval; null where the metric has no interval, or too few values for that end.</summary>
    public double? High { get; init; }

    /// <summary>The metric itself where the value is an end of its interval; null where they are the same.</summary>
    public double? Point { get; init; }

    /// <summary>Whether the value is a share, from 0 to 1.</summary>
    public bool IsShare { get; init; }

    /// <summary>Value, interval and number of values as people read them; empty where there is no value.</summary>
    public string Text
    {
        get
        {
            if ((Point ?? Value) is not double shown || !double.IsFinite(shown)) return "";
            if (IsShare && Low is double low && High is double high) return PassRateText.Of(shown, new Interval(low, high), Count);
            if (IsShare) return PassRateText.Of(shown, null, Count);
            string ends = Low is null && High is null ? "" : $" [{EndOf(Low)}, {EndOf(High)}]";
            return FormattableString.Invariant($"{Short(shown)}{ends} n={Count:#,0}");
        }
    }

    /// <summary>The share corrected for the judge's error; null where it is not known.</summary>
    public double? Corrected { get; init; }

    /// <summary>The lower end of the interval of the corrected share.</summary>
    public double? CorrectedLow { get; init; }

    /// <summary>The upper end of the interval of the corrected share.</summary>
    public double? CorrectedHigh { get; init; }

    /// <summary>The least number of values for both ends; 0 where that is not known.</summary>
    public int Needed { get; init; }

    /// <summary>Returns a value that cannot be determined.</summary>
    public static MetricValue Unknown(GateReason reason, string message, int count = 0) => new(null, count, reason, message);

    /// <summary>Returns that a rule about latencies holds for a value, and not for the worst that it may have been.</summary>
    public static MetricValue Uncertain(double value, double? worst) => Unknown(
        GateReason.LatencyUncertain,
        FormattableString.Invariant($"the value is {value:0.####}, but the machine that measured was busy, so that it may be ")
        + FormattableString.Invariant($"{worst:0.####}."));

    /// <summary>Returns the value with an interval.</summary>
    public MetricValue In(Interval? interval) => this with { Low = interval?.Low, High = interval?.High };

    /// <summary>Returns an end of the interval as the value. An end that does not exist is never a value.</summary>
    public MetricValue At(MetricEnd end)
    {
        if (end == MetricEnd.None || Value is null) return this;
        if ((end == MetricEnd.Low ? Low : High) is double found) return this with { Value = found, Point = Value };
        string wanted = Needed > Count ? FormattableString.Invariant($"; {Needed} are needed") : "";
        string message = FormattableString.Invariant($"{Count} values are too few for that end of the interval{wanted}.");
        return this with { Value = null, Point = Value, Reason = GateReason.TooFewSamples, Message = message };
    }

    private static string EndOf(double? end) => end is double known ? Short(known) : "?";

    private static string Short(double number) =>
        number.ToString(Math.Abs(number) < 1e7 ? "0.####" : "g6", CultureInfo.InvariantCulture);
}
