namespace RealtimeEvals.Audio;

/// <summary>Which channel of a recording counts. A recording of one channel is taken as it is.</summary>
public enum RecordingChannel
{
    /// <summary>Any, since all must be alike.</summary>
    Alike = 0,

    /// <summary>All of them, averaged, however they differ.</summary>
    Mix,

    /// <summary>The first one.</summary>
    Left,

    /// <summary>The second one.</summary>
    Right,
}
