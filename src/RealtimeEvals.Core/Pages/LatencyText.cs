using RealtimeEvals.Gates;
using RealtimeEvals.Metrics;
using RealtimeEvals.Plots;

namespace RealtimeEvals.Pages;

/// <summary>Latencies as pages show them: with a mark where this machine was too busy to measure them.</summary>
internal static class LatencyText
{
    /// <summary>Returns a latency of some turns; empty for null.</summary>
    public static string Of(double? latencyMs, IEnumerable<EvidenceRow> turns) => latencyMs is double known
        ? FigureText.Milliseconds(known) + (turns.Any(IsDoubtful) ? LatencyDoubt.Mark : "")
        : "";

    /// <summary>Returns what follows figures of the latencies of turns; empty when none of them is doubtful.</summary>
    public static string Remark(IEnumerable<EvidenceRow> turns) => turns.Count(IsDoubtful) is > 0 and int doubtful
        ? FormattableString.Invariant($", {doubtful} uncertain")
        : "";

    /// <summary>Whether the latencies of a turn are doubtful.</summary>
    public static bool IsDoubtful(EvidenceRow turn) => LatencyDoubt.IsDoubtful(turn.Number(LatencyDoubt.FigureName));
}
