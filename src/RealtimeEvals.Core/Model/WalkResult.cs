namespace RealtimeEvals.Model;

/// <summary>The result of one walk case: recorded telephone audio that is replayed to the agent.</summary>
public sealed record WalkResult : SingleTurnResult
{
    /// <summary>The audio condition, such as <c>clean</c> or <c>noise:10</c>; empty when the data names none.</summary>
    public string Condition { get; init; } = "";

    /// <summary>What ended the caller's turn.</summary>
    public TurnDetection TurnDetection { get; init; }

    /// <summary>Where the service detected the start of speech, in milliseconds of the audio; null without turn detection.</summary>
    public double? SpeechStartedMs { get; init; }

    /// <summary>Where the service last detected the end of speech, in milliseconds of the audio; null without turn detection.</summary>
    public double? SpeechStoppedMs { get; init; }

    /// <summary>Milliseconds of audio from the true end of speech to <see cref="SpeechStoppedMs"/>.</summary>
    public double? SpeechStopLagMs { get; init; }

    /// <summary>Milliseconds from the true end of speech until the service reported it; only when audio was sent in real time.</summary>
    public double? SpeechStopArrivalLagMs { get; init; }

    /// <summary>How often the service took the turn before the caller had finished; null without turn detection.</summary>
    public int? FalseTurns { get; init; }

    private protected override string InputFolder => Path.GetDirectoryName(DataPath) ?? "";
}
