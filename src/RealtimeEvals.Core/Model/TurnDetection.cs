namespace RealtimeEvals.Model;

/// <summary>What ends the caller's turn.</summary>
public enum TurnDetection
{
    /// <summary>The client, by committing the audio: the same boundary in every run.</summary>
    None = 0,

    /// <summary>The service, after a period of silence.</summary>
    ServerVad,

    /// <summary>The service, from the content of the speech.</summary>
    SemanticVad,
}
