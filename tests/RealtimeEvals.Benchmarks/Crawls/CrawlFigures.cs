using System.Text.Json;
using RealtimeEvals.Benchmarks.Load;

namespace RealtimeEvals.Benchmarks.Crawls;

/// <summary>What a crawl of many rows measured.</summary>
internal sealed record CrawlFigures
{
    /// <summary>How many rows got a result.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows that ended in Error.</summary>
    public required int Errors { get; init; }

    /// <summary>From the start of the operation to the last result, in seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>The processor time of the client for a row, in milliseconds.</summary>
    public required double ProcessorMsPerRow { get; init; }

    /// <summary>The managed memory after a third of the rows and at the end, in MB.</summary>
    public required double EarlyMb { get; init; }

    /// <inheritdoc cref="EarlyMb" />
    public required double LateMb { get; init; }

    /// <summary>The most memory that the process had, in MB.</summary>
    public required double PeakMb { get; init; }

    /// <summary>The reported time to the first audio, in milliseconds.</summary>
    public required Spread FirstAudioMs { get; init; }

    /// <summary>How far that is from what the service's own clock says, in milliseconds; null where it told no times.</summary>
    public Spread? LatencyErrorMs { get; init; }

    /// <summary>How many rows say themselves that their latencies are not to be trusted.</summary>
    public required int Uncertain { get; init; }

    /// <summary>How many rows are further from the service's clock than they say, by more than 2 ms.</summary>
    public required int Undeclared { get; init; }

    /// <summary>The bytes of evidence for a row.</summary>
    public required double EvidenceBytes { get; init; }

    /// <summary>Those of them that are audio.</summary>
    public required double AudioBytes { get; init; }

    /// <summary>Rows per second.</summary>
    public double RowsPerSecond => Rows / Seconds;

    /// <summary>Returns the figures as one line of JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static CrawlFigures Parse(string json) => JsonSerializer.Deserialize<CrawlFigures>(json)!;
}
