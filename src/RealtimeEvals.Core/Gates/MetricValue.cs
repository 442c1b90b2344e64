using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>The value of a metric over some cases, or the reason why there is none.</summary>
/// <param name="Value">The value; null when it cannot be determined.</param>
/// <param name="Count">The number of values or cases behind it.</param>
/// <param name="Reason">Why it cannot be determined.</param>
/// <param name="Message">The reason in one sentence.</param>
internal sealed record MetricValue(double? Value, int Count, GateReason Reason = GateReason.None, string Message = "")
{
    /// <summary>Returns a value that cannot be determined.</summary>
    public static MetricValue Unknown(GateReason reason, string message, int count = 0) => new(null, count, reason, message);
}
