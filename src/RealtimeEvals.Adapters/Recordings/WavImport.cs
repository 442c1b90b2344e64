using System.Buffers.Binary;
using NAudio.Wave;
using RealtimeEvals.Audio;

namespace RealtimeEvals.Adapters.Recordings;

/// <summary>Opens WAV and AIFF files of other programs. Truncated files are rejected: half of a request is another request.</summary>
internal static class WavImport
{
    /// <summary>Opens a WAV file; returns null when only ffmpeg can decode its samples.</summary>
    public static ISampleSource? OpenWav(Stream file)
    {
        WavHead head = WavHead.Read(file);
        if (head.Shape is { } shape)
        {
            if (!StoredSamples.CanRead(shape)) return null;
            if (head.IsStreamed(file.Length))
            {
                file.Position = head.Start;
                long bytes = file.Length - head.Start;
                return new StoredSamples(file, bytes - bytes % Math.Max(1, shape.BlockAlign), shape);
            }
        }

        return StoredSamples.Open(file);
    }

    /// <summary>Opens an RF64 file, whose sizes have 64 bits; returns null when only ffmpeg can decode its samples.</summary>
    public static ISampleSource? OpenRf64(Stream file)
    {
        WavHead head = WavHead.Read(file);
        if (head.Shape is { } shape && !StoredSamples.CanRead(shape)) return null;
        if (head.Length > (ulong)(file.Length - head.Start) && head.Length is not (uint.MaxValue or ulong.MaxValue))
        {
            string found = FormattableString.Invariant($"{file.Length - head.Start} bytes of samples and a promise of {head.Length}");
            throw new WavException(found, "a file that is complete");
        }

        file.Position = 0;
        return Open(new WaveFileReader(file));
    }

    /// <summary>Opens an AIFF file; returns null when it is compressed.</summary>
    public static ISampleSource? OpenAiff(Stream file)
    {
        Span<byte> size = stackalloc byte[4];
        file.Position = 4;
        file.ReadExactly(size);
        long end = 8L + BinaryPrimitives.ReadUInt32BigEndian(size);
        if (end > file.Length)
            throw new WavException(FormattableString.Invariant($"{file.Length} bytes and a promise of {end}"), "a file that is complete");
        file.Position = 0;
        try
        {
            return Open(new AiffFileReader(file));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static StoredSamples Open(WaveStream wave)
    {
        WaveFormat format = wave.WaveFormat;
        int tag = format is WaveFormatExtensible extensible ? extensible.SubFormat.ToByteArray()[0] : (int)format.Encoding;
        var shape = new WavShape(tag, format.Channels, format.SampleRate, format.BlockAlign, format.BitsPerSample);
        return new StoredSamples(wave, wave.Length, shape);
    }
}
