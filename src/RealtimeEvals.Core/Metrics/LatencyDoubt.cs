using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Metrics;

/// <summary>Tells that latencies say more about this machine than about the service.</summary>
public static class LatencyDoubt
{
    /// <summary>The figure of a turn that says by how many milliseconds its latencies may be wrong.</summary>
    public const string FigureName = "latency_uncertainty_ms";

    /// <summary>Up to so many milliseconds a latency is as good as measured exactly: nobody hears the difference.</summary>
    public const double AcceptedMs = 5;

    /// <summary>The figures that are taken between time stamps of this machine.</summary>
    private static readonly HashSet<string> Latencies = new(StringComparer.OrdinalIgnoreCase)
    {
        "latency_first_audio_ms", "latency_first_text_ms", "latency_response_done_ms", "end_of_speech_to_first_audio_ms",
        "tool_result_to_first_audio_ms", "speech_stop_arrival_lag_ms",
    };

    /// <summary>What follows a latency that is doubtful.</summary>
    public const string Mark = " ?";

    /// <summary>Whether a figure is taken between time stamps of this machine.</summary>
    internal static bool Concerns(string figure) => Latencies.Contains(figure);

    /// <summary>Returns what says whether a figure is needed: those that were needed, and how uncertain latencies are.</summary>
    /// <param name="wants">Whether a figure was needed.</param>
    internal static Func<string, bool> And(Func<string, bool> wants) => figure => figure == FigureName || wants(figure);

    /// <summary>Whether a latency with this uncertainty should be marked wherever it is shown.</summary>
    /// <param name="uncertaintyMs">Milliseconds; null when nothing is known about it.</param>
    public static bool IsDoubtful(double? uncertaintyMs) => uncertaintyMs > AcceptedMs;

    /// <summary>
    /// Returns a latency as it is shown, in whole milliseconds, with a question mark where it is doubtful; empty for null.
    /// </summary>
    /// <param name="latencyMs">The latency in milliseconds.</param>
    /// <param name="uncertaintyMs">Its uncertainty in milliseconds.</param>
    /// <param name="unit">What follows the number.</param>
    public static string Show(double? latencyMs, double? uncertaintyMs, string unit = "") => latencyMs is double latency
        ? FormattableString.Invariant($"{latency:0}{unit}{(IsDoubtful(uncertaintyMs) ? Mark : "")}")
        : "";

    /// <summary>Returns what follows percentiles of latencies where some of them are doubtful; empty for none.</summary>
    /// <param name="doubtful">How many are; null when it is not known.</param>
    public static string Remark(int? doubtful) => doubtful > 0
        ? FormattableString.Invariant($"; this machine was too busy to measure {doubtful} of them (?)")
        : "";

    /// <summary>Tells when latencies of a run are doubtful; of the sandbox, whose latencies are no evidence, without a warning.</summary>
    internal static void Tell(RunFigures figures, string provider, IRunSink sink)
    {
        if (Describe(figures) is not string doubt) return;
        if (ProviderName.KindOf(provider) == ProviderKind.Sandbox) sink.Verbose(doubt);
        else sink.Warning(doubt);
    }

    private static string? Describe(RunFigures figures)
    {
        IReadOnlyList<double> known = figures.Series(FigureName).Known;
        int doubtful = known.Count(uncertainty => IsDoubtful(uncertainty));
        return doubtful == 0 ? null : FormattableString.Invariant(
            $"This machine was too busy to measure {doubtful} of {known.Count} latencies: up to {known.Max():0} ms may be its own. ")
            + "They are marked; work on fewer cases at the same time, or on a quieter machine.";
    }
}
