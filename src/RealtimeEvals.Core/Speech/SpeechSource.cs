namespace RealtimeEvals.Speech;

/// <summary>Where the caller's speech comes from.</summary>
public enum SpeechSource
{
    /// <summary>The speech endpoint while its usual model is there and its end is far; else a realtime session.</summary>
    Auto = 0,

    /// <summary>The speech endpoint.</summary>
    Speech,

    /// <summary>A realtime session that reads the text aloud.</summary>
    Realtime,
}
