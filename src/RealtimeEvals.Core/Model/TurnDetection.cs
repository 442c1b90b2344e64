namespace RealtimeEvals.Model;

/// <summary>Who ends the caller's turn.</summary>
public enum TurnDetection
{
    /// <summary>The client, by committing the audio: the same boundary in every run.</summary>
    None = 0,

    /// <summary>The service, after a stretch of silence.</summary>
    ServerVad,

    /// <summary>The service, by what was said.</summary>
    SemanticVad,
}
