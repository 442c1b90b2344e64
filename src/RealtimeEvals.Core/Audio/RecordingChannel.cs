namespace RealtimeEvals.Audio;

/// <summary>Which channel of a recording is used. A recording with one channel is used as it is.</summary>
public enum RecordingChannel
{
    /// <summary>Any channel; all must be alike.</summary>
    Alike = 0,

    /// <summary>The average of all channels, however they differ.</summary>
    Mix,

    /// <summary>The first channel.</summary>
    Left,

    /// <summary>The second channel.</summary>
    Right,
}
