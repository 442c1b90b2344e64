using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Waiting;

namespace RealtimeEvals.Harness.SingleTurn;

/// <summary>What has been gathered about a case while it runs.</summary>
internal sealed class CaseEvidence(EvidenceAudio heard, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();
    private long? _announced;

    /// <summary>When the case started.</summary>
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>How long it has taken.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>The audio that is sent; empty until there is some.</summary>
    public ReadOnlyMemory<byte> Speech { get; set; }

    /// <summary>What was heard.</summary>
    public EvidenceAudio Heard { get; } = heard;

    /// <summary>What came back, but for the sound.</summary>
    public CollectedTurn Turn { get; set; } = new();

    /// <summary>Time stamp at which the last audible sample had been sent.</summary>
    public long? EndOfSpeechAt { get; set; }

    /// <summary>The model as the service named it.</summary>
    public string Model { get; set; } = "";

    /// <summary>How long the session was open; null when there was none.</summary>
    public TimeSpan? Session { get; private set; }

    /// <summary>Connections that were tried.</summary>
    public int Attempts { get; set; }

    /// <summary>Why the case failed; null when it did not.</summary>
    public Failure? Failure { get; set; }

    /// <summary>Notes that the service has announced the session, which costs from here on.</summary>
    public void BeginSession(RealtimeSession session)
    {
        _announced = time.GetTimestamp();
        Model = session.Model;
    }

    /// <summary>Notes that the session is over, where there was one; what comes after its turn is no part of it.</summary>
    public void EndSession() => Session ??= _announced is long since ? time.GetElapsedTime(since) : null;

    /// <summary>The time from one time stamp to another in milliseconds; null when one is missing.</summary>
    public double? MillisecondsBetween(long? from, long? to) => time.MillisecondsBetween(from, to);
}
