using System.Text.Json;
using System.Text.Json.Serialization;

namespace RealtimeEvals.Benchmarks.Load;

/// <summary>What one client process measured of its load.</summary>
internal sealed record LoadFigures
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Whose client it was.</summary>
    public required LoadClient Client { get; init; }

    /// <summary>How many sessions were open at once.</summary>
    public required int Sessions { get; init; }

    /// <summary>How long the load took, in seconds, without opening and closing the sessions.</summary>
    public required double Seconds { get; init; }

    /// <summary>Appends that were sent.</summary>
    public required long Chunks { get; init; }

    /// <summary>Appends that were sent after the next one was due already, or never.</summary>
    public required long MissedChunks { get; init; }

    /// <summary>Turns that ended without their answer.</summary>
    public required int MissedTurns { get; init; }

    /// <summary>How late appends were sent, in milliseconds.</summary>
    public required Spread LatenessMs { get; init; }

    /// <summary>
    /// How far the reported time to the first audio is from what the service's own clock says, in milliseconds, as a distance; null
    /// where the service told no times.
    /// </summary>
    public Spread? LatencyErrorMs { get; init; }

    /// <summary>How late events were stamped after the service had sent them, in milliseconds; null where it told no times.</summary>
    public Spread? ArrivalLagMs { get; init; }

    /// <summary>
    /// How late the last append of a session was, the latest of all sessions, in milliseconds: what the pace has drifted by.
    /// </summary>
    public required double DriftMs { get; init; }

    /// <summary>The processor time of the client, as a share of one core.</summary>
    public required double CoreShare { get; init; }

    /// <summary>The processor time of the client for one event, sent or received, in microseconds.</summary>
    public required double MicrosecondsPerEvent { get; init; }

    /// <summary>Bytes allocated for one event, sent or received.</summary>
    public required double BytesPerEvent { get; init; }

    /// <summary>The sum of all pauses for garbage collection, in milliseconds.</summary>
    public required double GcPauseMs { get; init; }

    /// <summary>The memory of the process at the end, per session, in KiB.</summary>
    public required double KibPerSession { get; init; }

    /// <summary>Returns the figures as one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static LoadFigures Parse(string json) => JsonSerializer.Deserialize<LoadFigures>(json, Format)!;

    /// <summary>Returns the figures of several runs as one: the median of each.</summary>
    public static LoadFigures Median(IReadOnlyList<LoadFigures> runs) => runs[0] with
    {
        Seconds = Medians.Of(runs, one => one.Seconds),
        Chunks = (long)Medians.Of(runs, one => one.Chunks),
        MissedChunks = runs.Max(one => one.MissedChunks),
        MissedTurns = runs.Max(one => one.MissedTurns),
        LatenessMs = Spread.Median([.. runs.Select(one => one.LatenessMs)]),
        LatencyErrorMs = runs[0].LatencyErrorMs is null ? null : Spread.Median([.. runs.Select(one => one.LatencyErrorMs!)]),
        ArrivalLagMs = runs[0].ArrivalLagMs is null ? null : Spread.Median([.. runs.Select(one => one.ArrivalLagMs!)]),
        CoreShare = Medians.Of(runs, one => one.CoreShare),
        MicrosecondsPerEvent = Medians.Of(runs, one => one.MicrosecondsPerEvent),
        BytesPerEvent = Medians.Of(runs, one => one.BytesPerEvent),
        GcPauseMs = Medians.Of(runs, one => one.GcPauseMs),
        KibPerSession = Medians.Of(runs, one => one.KibPerSession),
    };
}
