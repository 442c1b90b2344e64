namespace RealtimeEvals.Speech;

/// <summary>Where the caller's speech comes from.</summary>
public enum SpeechSource
{
    /// <summary>The speech endpoint.</summary>
    Speech = 0,

    /// <summary>A realtime session that reads the text aloud.</summary>
    Realtime,
}
