namespace RealtimeEvals.Model;

/// <summary>The result of one walk case: recorded telephone audio that is replayed to the agent.</summary>
public sealed record WalkResult : SingleTurnResult
{
    /// <summary>
    /// What was done to the audio, such as clean or noise:10, from the column condition; empty where the data file does not say.
    /// </summary>
    public string Condition { get; init; } = "";

    /// <summary>Who ended the caller's turn: None, ServerVad or SemanticVad.</summary>
    public TurnDetection TurnDetection { get; init; }

    /// <summary>Where the service heard speech begin, on the clock of the audio; null without turn detection.</summary>
    public double? SpeechStartedMs { get; init; }

    /// <summary>Where the service heard speech end for the last time, on the clock of the audio; null without turn detection.</summary>
    public double? SpeechStoppedMs { get; init; }

    /// <summary>
    /// How far <see cref="SpeechStoppedMs" /> lies behind the true end of speech, which is the last sample above -50 dB of full scale; null
    /// without turn detection.
    /// </summary>
    public double? SpeechStopLagMs { get; init; }

    /// <summary>How long after the true end of speech the service said so; null unless the audio was sent at the speed of speech.</summary>
    public double? SpeechStopArrivalLagMs { get; init; }

    /// <summary>How often the service took the turn before the caller had finished; null without turn detection.</summary>
    public int? FalseTurns { get; init; }

    private protected override string InputFolder => Path.GetDirectoryName(DataPath) ?? "";
}
