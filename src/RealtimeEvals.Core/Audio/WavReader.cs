using System.Runtime.InteropServices;

namespace RealtimeEvals.Audio;

/// <summary>Reads mono PCM16 and G.711 WAV files, the formats that realtime sessions accept.</summary>
public static class WavReader
{
    /// <summary>Reads a whole file from memory. The samples are a view of <paramref name="file"/>, not a copy.</summary>
    /// <exception cref="WavException">The bytes are not such a WAV file; the message says what was found and what was expected.</exception>
    public static WavAudio Read(ReadOnlyMemory<byte> file)
    {
        ArraySegment<byte> bytes = MemoryMarshal.TryGetArray(file, out ArraySegment<byte> own) ? own : file.ToArray();
        WavContent wav = WavContent.Read(new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false));
        WavShape shape = wav.Shape;
        if (shape.Channels != 1) throw new WavException(FormattableString.Invariant($"{shape.Channels} channels"), "mono");
        AudioEncoding encoding = (shape.Tag, shape.Bits) switch
        {
            (WavShape.PcmTag, 16) => AudioEncoding.Pcm16,
            (WavShape.MuLawTag, 8) => AudioEncoding.MuLaw,
            (WavShape.ALawTag, 8) => AudioEncoding.ALaw,
            _ => throw new WavException(shape.Describe(), "16-bit PCM (1), 8-bit A-law (6) or 8-bit u-law (7)"),
        };
        var format = new AudioFormat(encoding, shape.SampleRate);
        if (shape.BlockAlign != format.BytesPerSample)
        {
            string expected = FormattableString.Invariant($"{format.BytesPerSample}");
            throw new WavException(FormattableString.Invariant($"a block of {shape.BlockAlign} bytes"), expected);
        }

        if (wav.Length % shape.BlockAlign != 0) throw new WavException("half a sample at the end", "whole samples");
        return new WavAudio(format, file.Slice((int)wav.Start, (int)wav.Length)) { Comment = wav.Comment };
    }
}
