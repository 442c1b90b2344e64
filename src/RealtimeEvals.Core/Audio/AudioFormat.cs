namespace RealtimeEvals.Audio;

/// <summary>The format of a mono audio stream.</summary>
/// <param name="Encoding">The encoding of a sample.</param>
/// <param name="SampleRate">The sample rate in Hz.</param>
public readonly record struct AudioFormat(AudioEncoding Encoding, int SampleRate)
{
    /// <summary>PCM16 at 24 kHz, the native format of realtime voice models.</summary>
    public static AudioFormat Pcm24K { get; } = new(AudioEncoding.Pcm16, 24_000);

    /// <summary>The names of the encodings, in the order of <see cref="AudioEncoding"/>.</summary>
    public static IReadOnlyList<string> EncodingNames { get; } = ["pcm16", "g711_ulaw", "g711_alaw"];

    /// <summary>Bytes per sample: 2 for PCM16, 1 for G.711.</summary>
    public int BytesPerSample => Encoding == AudioEncoding.Pcm16 ? 2 : 1;

    /// <summary>Bytes per second.</summary>
    public int BytesPerSecond => SampleRate * BytesPerSample;

    /// <summary>The byte that silence consists of: 0x00 for PCM16, 0xFF for u-law, 0xD5 for A-law (ITU-T G.711).</summary>
    public byte SilenceByte => Encoding switch
    {
        AudioEncoding.MuLaw => 0xFF,
        AudioEncoding.ALaw => 0xD5,
        _ => 0x00,
    };

    /// <summary>The name that command lines and summaries use: pcm16, g711_ulaw or g711_alaw.</summary>
    public string Name => Encoding switch
    {
        AudioEncoding.MuLaw => "g711_ulaw",
        AudioEncoding.ALaw => "g711_alaw",
        _ => "pcm16",
    };

    /// <summary>Returns the duration of <paramref name="bytes"/> in this format.</summary>
    public TimeSpan DurationOf(long bytes) => TimeSpan.FromTicks(bytes * TimeSpan.TicksPerSecond / BytesPerSecond);

    /// <summary>Returns the number of bytes of the whole samples in <paramref name="duration"/>; at least one sample.</summary>
    public int BytesIn(TimeSpan duration) => Math.Max(1, (int)(SampleRate * duration.Ticks / TimeSpan.TicksPerSecond)) * BytesPerSample;

    /// <summary>Returns the format used on the wire: G.711 is always 8000 Hz.</summary>
    /// <param name="encoding">The encoding on the wire.</param>
    /// <param name="rate">The sample rate of PCM16, in Hz.</param>
    public static AudioFormat OnTheWire(AudioEncoding encoding, int rate) => new(encoding, encoding == AudioEncoding.Pcm16 ? rate : 8_000);

    /// <summary>Returns the encoding with a name.</summary>
    /// <param name="name">One of <see cref="EncodingNames"/>.</param>
    /// <exception cref="FormatException">The name is none of them.</exception>
    public static AudioEncoding ParseEncoding(string name) => name switch
    {
        "pcm16" => AudioEncoding.Pcm16,
        "g711_ulaw" => AudioEncoding.MuLaw,
        "g711_alaw" => AudioEncoding.ALaw,
        _ => throw new FormatException($"'{name}' is not an audio format; expected {string.Join(", ", EncodingNames)}."),
    };

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Name} {SampleRate} Hz mono");
}

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
