namespace RealtimeEvals.Audio;

/// <summary>The encoding of a mono sample.</summary>
public enum AudioEncoding
{
    /// <summary>Signed 16-bit little-endian linear PCM.</summary>
    Pcm16 = 0,

    /// <summary>G.711 u-law, 8 bits.</summary>
    MuLaw,

    /// <summary>G.711 A-law, 8 bits.</summary>
    ALaw,
}
