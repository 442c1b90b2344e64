namespace RealtimeEvals.Audio;

/// <summary>Adds silence and finds where sound ends.</summary>
public static class Silence
{
    /// <summary>Below this peak a sample counts as silent: -50 dB of full scale.</summary>
    private const int AudiblePeak = 104;

    /// <summary>Appends codec-correct silence until the audio lasts at least <paramref name="minimum"/>.</summary>
    public static ReadOnlyMemory<byte> PadToMinimum(ReadOnlyMemory<byte> data, AudioFormat format, TimeSpan minimum)
    {
        int wanted = (int)Math.Ceiling(minimum.TotalSeconds * format.SampleRate) * format.BytesPerSample;
        if (data.Length >= wanted) return data;
        byte[] padded = new byte[wanted];
        data.Span.CopyTo(padded);
        padded.AsSpan(data.Length).Fill(format.SilenceByte);
        return padded;
    }

    /// <summary>Whether no sample is audible.</summary>
    public static bool IsSilent(ReadOnlySpan<short> samples)
    {
        foreach (short sample in samples)
        {
            if (IsAudible(sample)) return false;
        }

        return true;
    }

    /// <summary>Where the last audible sample ends, from the start of the audio; zero when all is silent.</summary>
    public static TimeSpan EndOfSound(ReadOnlySpan<byte> data, AudioFormat format)
    {
        short[] samples = PcmSamples.Decode(data, format.Encoding);
        int last = Array.FindLastIndex(samples, IsAudible);
        return TimeSpan.FromTicks((last + 1L) * TimeSpan.TicksPerSecond / format.SampleRate);
    }

    /// <summary>How long the audible samples last together.</summary>
    public static TimeSpan AudibleTime(ReadOnlySpan<byte> data, AudioFormat format) =>
        TimeSpan.FromTicks(PcmSamples.Decode(data, format.Encoding).LongCount(IsAudible) * TimeSpan.TicksPerSecond / format.SampleRate);

    private static bool IsAudible(short sample) => Math.Abs((int)sample) > AudiblePeak;
}
