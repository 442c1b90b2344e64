namespace RealtimeEvals.Audio;

/// <summary>Adds silence and finds the end of sound.</summary>
internal static class Silence
{
    /// <summary>Samples up to this value count as silent: -50 dB of full scale.</summary>
    private const int AudiblePeak = 104;

    /// <summary>Appends silence in the encoding of the audio until it lasts at least <paramref name="minimum"/>.</summary>
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

    /// <summary>Returns the end of the last audible sample, from the start of the audio; zero when all is silent.</summary>
    public static TimeSpan EndOfSound(ReadOnlySpan<byte> data, AudioFormat format)
    {
        short[] samples = PcmSamples.Decode(data, format.Encoding);
        int last = Array.FindLastIndex(samples, IsAudible);
        return TimeSpan.FromTicks((last + 1L) * TimeSpan.TicksPerSecond / format.SampleRate);
    }

    /// <summary>Returns the total duration of the audible samples.</summary>
    public static TimeSpan AudibleTime(ReadOnlySpan<byte> data, AudioFormat format) =>
        TimeSpan.FromTicks(PcmSamples.Decode(data, format.Encoding).LongCount(IsAudible) * TimeSpan.TicksPerSecond / format.SampleRate);

    private static bool IsAudible(short sample) => Math.Abs((int)sample) > AudiblePeak;
}
