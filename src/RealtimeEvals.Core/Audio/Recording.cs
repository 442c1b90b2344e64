namespace RealtimeEvals.Audio;

/// <summary>Speech from one of the user's own recordings.</summary>
/// <param name="Samples">Linear samples of one channel.</param>
/// <param name="SampleRate">The sample rate in Hz.</param>
/// <param name="Difference">The share of the power that averaging the channels loses: 0 if they are equal, 1 if they cancel out.</param>
public sealed record Recording(short[] Samples, int SampleRate, double Difference)
{
    /// <summary>The minimum sample rate of a recording, in Hz.</summary>
    public const int LowestRate = 1_000;

    /// <summary>The maximum sample rate of a recording, in Hz.</summary>
    public const int HighestRate = 384_000;

    /// <summary>Two voices on two channels lose half of the power; one voice recorded by two microphones loses a few percent.</summary>
    private const double ClearDifference = 0.1;

    private const string Choice = "channels that are alike, or a choice of channel for all recordings: left, right or mix";

    private const int BlockFrames = 4_096;
    private const float Full = 32_768;

    /// <summary>The maximum length of a recording, whatever the size of its file.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Reads a recording to its end.</summary>
    /// <param name="source">Reads the samples.</param>
    /// <param name="sampleRate">The sample rate of the result, in Hz.</param>
    /// <param name="channel">Which channel is read; <see cref="FindProblem"/> checks whether channels are alike.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="WavException">The recording is longer than <see cref="Longest"/>, or a sample is not a number.</exception>
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
            if (channels == 1)
            {
                // Most recordings have one channel, which loses nothing by averaging.
                if (!SampleBlocks.TryNarrow(block.AsSpan(0, frames), Full, chosen)) throw NoNumber();
            }
            else
            {
                for (int frame = 0; frame < frames; frame++) chosen[frame] = ToSample(Choose(block.AsSpan(frame * channels, channels)));
            }

            track.Add(chosen.AsSpan(0, frames));
        }

        return new Recording(track.Finish(), sampleRate, all > 0 ? 1 - mixed / all : 0);

        double Choose(ReadOnlySpan<float> samples)
        {
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
            return one < 0 ? sum / channels : samples[one];
        }
    }

    /// <summary>Returns why a recording cannot be used as a caller's speech; null when it can.</summary>
    /// <param name="channel">The channel that was read.</param>
    public (string Found, string Expected)? FindProblem(RecordingChannel channel)
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
        ? throw NoNumber()
        : (short)Math.Clamp(Math.Round(value * Full), short.MinValue, short.MaxValue);

    private static WavException NoNumber() => new("a sample that is not a number", "numbers");
}
