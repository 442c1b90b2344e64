namespace RealtimeEvals.Adapters.Recordings;

/// <summary>The format of a recording, detected from its first bytes.</summary>
internal enum RecordingKind
{
    /// <summary>Any other format, which is left to ffmpeg.</summary>
    Other = 0,

    /// <summary>RIFF/WAVE.</summary>
    Wav,

    /// <summary>RF64 or BW64.</summary>
    Rf64,

    /// <summary>AIFF or AIFF-C.</summary>
    Aiff,

    /// <summary>MPEG audio, layer III or II.</summary>
    Mp3,

    /// <summary>Vorbis in Ogg.</summary>
    Vorbis,
}
