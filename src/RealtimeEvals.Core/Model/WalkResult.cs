namespace RealtimeEvals.Model;

/// <summary>What became of one walk case: saved telephone audio that was replayed to the agent.</summary>
public sealed record WalkResult : SingleTurnResult
{
    /// <summary>What was done to the audio, such as <c>clean</c> or <c>noise:10</c>; empty when the data does not say.</summary>
    public string Condition { get; init; } = "";

    /// <summary>Who ended the caller's turn.</summary>
    public TurnDetection TurnDetection { get; init; }

    /// <summary>Where the service heard speech begin, on the clock of the audio, in milliseconds; null without turn detection.</summary>
    public double? SpeechStartedMs { get; init; }

    /// <summary>Where the service heard speech end for the last time, on the clock of the audio, in milliseconds.</summary>
    public double? SpeechStoppedMs { get; init; }

    /// <summary>How far that lies behind the true end of speech on the clock of the audio, in milliseconds.</summary>
    public double? SpeechStopLagMs { get; init; }

    /// <summary>
    /// How long after the true end of speech the service said so, in milliseconds; only when the audio was sent at the speed of speech.
    /// </summary>
    public double? SpeechStopArrivalLagMs { get; init; }

    /// <summary>How often the service took the turn before the caller had finished; null without turn detection.</summary>
    public int? FalseTurns { get; init; }

    private protected override string InputFolder => Path.GetDirectoryName(DataPath) ?? "";
}
