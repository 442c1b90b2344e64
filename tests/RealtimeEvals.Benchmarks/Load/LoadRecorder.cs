using System.Diagnostics;
using HdrHistogram;

namespace RealtimeEvals.Benchmarks.Load;

/// <summary>Counts what the sessions of a process do. Safe for concurrent use.</summary>
internal sealed class LoadRecorder
{
    private readonly HistogramBase _lateness = Spread.CreateHistogram();
    private readonly HistogramBase _latencyError = Spread.CreateHistogram();
    private readonly HistogramBase _arrivalLag = Spread.CreateHistogram();
    private long _chunks;
    private long _missed;
    private long _received;
    private int _turns;

    /// <summary>How late appends were sent.</summary>
    public Spread Lateness => Spread.Of(_lateness);

    /// <summary>How far reported latencies are from the service's own clock; null when it told no times.</summary>
    public Spread? LatencyError => _latencyError.TotalCount == 0 ? null : Spread.Of(_latencyError);

    /// <summary>How late events were stamped; null when the service told no times.</summary>
    public Spread? ArrivalLag => _arrivalLag.TotalCount == 0 ? null : Spread.Of(_arrivalLag);

    /// <summary>Appends that were sent.</summary>
    public long Chunks => Interlocked.Read(ref _chunks);

    /// <summary>Appends that were sent after the next was due.</summary>
    public long Missed => Interlocked.Read(ref _missed);

    /// <summary>Events that were received.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Turns that ended with their answer.</summary>
    public int Turns => Volatile.Read(ref _turns);

    /// <summary>Counts an append.</summary>
    /// <param name="late">How long after it was due it was passed to the socket.</param>
    public void Sent(TimeSpan late)
    {
        Interlocked.Increment(ref _chunks);
        if (late >= LoadOptions.Chunk) Interlocked.Increment(ref _missed);
        _lateness.RecordValue(Microseconds(late));
    }

    /// <summary>How late the last appends of turns were at most.</summary>
    public TimeSpan Drift { get; private set; }

    /// <summary>Notes how late the last append of a turn was.</summary>
    public void Ended(TimeSpan late)
    {
        lock (_lateness) Drift = late > Drift ? late : Drift;
    }

    /// <summary>Counts an event of the service.</summary>
    public void Arrived() => Interlocked.Increment(ref _received);

    /// <summary>Counts an answered turn.</summary>
    public void Answered() => Interlocked.Increment(ref _turns);

    /// <summary>Compares the reported time to the first audio with the service's own.</summary>
    /// <param name="reported">From the request to the first audio, as the client stamped both.</param>
    /// <param name="arrivedAt">The client's stamp of the first audio.</param>
    /// <param name="service">When the service heard of the request and when it sent the first audio, by the clock of the machine.</param>
    public void Compare(TimeSpan reported, long arrivedAt, ServiceTimes service)
    {
        _latencyError.RecordValue(Microseconds((reported - Stopwatch.GetElapsedTime(service.AskedAt, service.AnsweredAt)).Duration()));
        _arrivalLag.RecordValue(Microseconds(Stopwatch.GetElapsedTime(service.AnsweredAt, arrivedAt)));
    }

    private static long Microseconds(TimeSpan span) => (long)Math.Clamp(span.TotalMicroseconds, 0, 60_000_000);
}
