using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>What a metric is over some cases, or why it cannot be told.</summary>
/// <param name="Value">The value; null when it cannot be told.</param>
/// <param name="Count">How many values or cases it was taken over.</param>
/// <param name="Reason">Why it cannot be told.</param>
/// <param name="Message">The same in one sentence.</param>
internal sealed record MetricValue(double? Value, int Count, GateReason Reason = GateReason.None, string Message = "")
{
    /// <summary>A value that cannot be told.</summary>
    public static MetricValue Unknown(GateReason reason, string message, int count = 0) => new(null, count, reason, message);
}
