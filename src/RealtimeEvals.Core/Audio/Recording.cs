namespace RealtimeEvals.Audio;

/// <summary>Speech from a recording of the user's own.</summary>
/// <param name="Samples">Linear samples of one channel.</param>
/// <param name="SampleRate">Samples a second, in Hz.</param>
/// <param name="Difference">
/// The share of the sound that is lost when channels are averaged: 0 where all are alike, 1 where they cancel out.
/// </param>
public sealed record Recording(short[] Samples, int SampleRate, double Difference)
{
    /// <summary>The fewest samples a second of a recording, in Hz.</summary>
    public const int LowestRate = 1_000;

    /// <summary>The most samples a second of a recording, in Hz.</summary>
    public const int HighestRate = 384_000;

    /// <summary>Two voices on two channels lose half; one voice in front of two microphones loses some percent.</summary>
    private const double ClearDifference = 0.1;

    private const string Choice = "channels that are alike, or a choice of channel for all recordings: left, right or mix";

    private const int BlockFrames = 256;

    /// <summary>A recording may last no longer, whatever the size of its file.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Reads a recording to its end.</summary>
    /// <param name="source">Its samples.</param>
    /// <param name="sampleRate">Samples a second that are wanted, in Hz.</param>
    /// <param name="channel">Which channel counts; whether channels are alike is a matter of <see cref="FindFault"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="WavException">It is longer than <see cref="Longest"/>, or a sample is not a number.</exception>
    public static Recording Read(ISampleSource source, int sampleRate, RecordingChannel channel, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        (int channels, int rate) = (source.Channels, source.SampleRate);
        if (rate is < LowestRate or > HighestRate)
            throw new WavException(FormattableString.Invariant($"a sample rate of {rate} Hz"), "1000 to 384000 Hz");
        int one = channel switch { RecordingChannel.Left => 0, RecordingChannel.Right => Math.Min(1, channels - 1), _ => -1 };
        long framesLeft = (long)(Longest.TotalSeconds * rate);
        float[] block = new float[BlockFrames * channels];
        short[] chosen = new short[BlockFrames];
        var track = new ResampledTrack(rate, sampleRate);
        (double all, double mixed) = (0, 0);
        while (source.Read(block) is int count and > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int frames = count / channels;
            framesLeft -= frames;
            if (framesLeft < 0) throw new WavException("more than 10 minutes", "a recording of at most 10 minutes");
            for (int frame = 0; frame < frames; frame++)
            {
                ReadOnlySpan<float> samples = block.AsSpan(frame * channels, channels);
                (double sum, double power, double inRange) = (0, 0, 0);
                foreach (float sample in samples)
                {
                    double clipped = Math.Clamp(sample, -1.0, 1.0);
                    sum += sample;
                    inRange += clipped;
                    power += clipped * clipped;
                }

                all += power / channels;
                mixed += inRange / channels * (inRange / channels);
                chosen[frame] = ToSample(one < 0 ? sum / channels : samples[one]);
            }

            track.Add(chosen.AsSpan(0, frames));
        }

        return new Recording(track.Finish(), sampleRate, all > 0 ? 1 - mixed / all : 0);
    }

    /// <summary>Why a recording cannot stand for what a caller says; null when it can.</summary>
    /// <param name="channel">Which channel was read.</param>
    public (string Found, string Expected)? FindFault(RecordingChannel channel)
    {
        if (Samples.Length == 0) return ("no audio", "at least one sample");
        if (channel == RecordingChannel.Alike && Difference > ClearDifference)
            return ("channels that differ, such as those of two parties", Choice);
        if (!Silence.IsSilent(Samples)) return null;
        return channel == RecordingChannel.Mix && Difference > ClearDifference
            ? ("channels that cancel each other out when they are averaged", "another choice of channel: left or right")
            : ("nothing but silence", "speech");
    }

    private static short ToSample(double value) => double.IsNaN(value)
        ? throw new WavException("a sample that is not a number", "numbers")
        : (short)Math.Clamp(Math.Round(value * 32_768), short.MinValue, short.MaxValue);
}
