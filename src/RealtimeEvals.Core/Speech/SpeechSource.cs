namespace RealtimeEvals.Speech;

/// <summary>How the caller's speech is synthesized.</summary>
public enum SpeechSource
{
    /// <summary>The speech endpoint while its default model exists and its shutdown is not near; otherwise a realtime session.</summary>
    Auto = 0,

    /// <summary>The speech endpoint.</summary>
    Speech,

    /// <summary>A realtime session that reads the text aloud.</summary>
    Realtime,
}
