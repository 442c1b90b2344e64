using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Waiting;

namespace RealtimeEvals.Harness.SingleTurn;

/// <summary>Collects the evidence of a case while it runs.</summary>
/// <param name="heard">Takes the agent's audio.</param>
/// <param name="time">The clock.</param>
/// <param name="provider">Who answers.</param>
internal sealed class CaseObservations(AudioRecording heard, TimeProvider time, string provider)
{
    private readonly long _started = time.GetTimestamp();
    private long? _announced;

    /// <summary>When the case started.</summary>
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>The time since the case started.</summary>
    public TimeSpan Elapsed => time.GetElapsedTime(_started);

    /// <summary>The audio that is sent; empty until it is known.</summary>
    public ReadOnlyMemory<byte> Speech { get; set; }

    /// <summary>The agent's audio.</summary>
    public AudioRecording Heard { get; } = heard;

    /// <summary>Everything that was received except the audio.</summary>
    public CollectedTurn Turn { get; set; } = new();

    /// <summary>The time stamp at which the last audible sample was sent; null when it was not.</summary>
    public long? EndOfSpeechAt { get; set; }

    /// <summary>The model as the service reported it.</summary>
    public string Model { get; set; } = "";

    /// <summary>How long the session was open; null when there was none.</summary>
    public TimeSpan? Session { get; private set; }

    /// <summary>What was spent beside the agent.</summary>
    public CaseSpending Spending { get; } = new(provider);

    /// <summary>The number of connection attempts.</summary>
    public int Attempts { get; set; }

    /// <summary>Why the case failed; null when it did not.</summary>
    public Failure? Failure { get; set; }

    /// <summary>Records that the service has opened the session, which is billed from here on.</summary>
    public void BeginSession(RealtimeSession session)
    {
        _announced = time.GetTimestamp();
        Model = session.Model;
    }

    /// <summary>Records the end of the session, if there was one. Work after the turn does not count as session time.</summary>
    public void EndSession() => Session ??= _announced is long since ? time.GetElapsedTime(since) : null;

    /// <summary>Returns the time between two time stamps in milliseconds; null when one is missing.</summary>
    public double? MillisecondsBetween(long? from, long? to) => time.MillisecondsBetween(from, to);
}
