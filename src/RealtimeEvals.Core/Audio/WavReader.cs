namespace RealtimeEvals.Audio;

/// <summary>Reads mono PCM16 and G.711 WAV files, which is what a realtime session takes.</summary>
public static class WavReader
{
    /// <summary>Reads a whole file from memory. The samples are a view of <paramref name="file"/>, not a copy.</summary>
    /// <exception cref="WavException">The bytes are not such a file; the message says what was found and what was expected.</exception>
    public static WavAudio Read(ReadOnlyMemory<byte> file)
    {
        WavContent wav = WavContent.Read(file);
        if (wav.Channels != 1) throw new WavException(FormattableString.Invariant($"{wav.Channels} channels"), "mono");
        AudioEncoding encoding = (wav.Tag, wav.Bits) switch
        {
            (WavContent.PcmTag, 16) => AudioEncoding.Pcm16,
            (WavContent.MuLawTag, 8) => AudioEncoding.MuLaw,
            (WavContent.ALawTag, 8) => AudioEncoding.ALaw,
            _ => throw new WavException(FormattableString.Invariant($"format tag {wav.Tag} with {wav.Bits} bits"), "16-bit PCM (1), 8-bit A-law (6) or 8-bit u-law (7)"),
        };
        var format = new AudioFormat(encoding, wav.SampleRate);
        if (wav.BlockAlign != format.BytesPerSample)
            throw new WavException(FormattableString.Invariant($"a block of {wav.BlockAlign} bytes"), FormattableString.Invariant($"{format.BytesPerSample}"));
        wav.RequireWholeSamples();
        return new WavAudio(format, wav.Data) { Comment = wav.Comment };
    }
}
