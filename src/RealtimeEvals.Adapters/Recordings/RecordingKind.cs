namespace RealtimeEvals.Adapters.Recordings;

/// <summary>How a recording is stored, by its first bytes.</summary>
internal enum RecordingKind
{
    /// <summary>Anything else: for ffmpeg.</summary>
    Other = 0,

    /// <summary>RIFF/WAVE.</summary>
    Wav,

    /// <summary>RF64 or BW64.</summary>
    Rf64,

    /// <summary>AIFF or AIFF-C.</summary>
    Aiff,

    /// <summary>MPEG audio of layer III or II.</summary>
    Mp3,

    /// <summary>Vorbis in Ogg.</summary>
    Vorbis,
}
