namespace RealtimeEvals.Audio;

/// <summary>The samples of a recording, block by block, so that a long one is never held in memory.</summary>
public interface ISampleSource : IDisposable
{
    /// <summary>The number of channels.</summary>
    int Channels { get; }

    /// <summary>Samples a second of one channel, in Hz.</summary>
    int SampleRate { get; }

    /// <summary>Reads what comes next; the channels take turns, and full scale is 1.</summary>
    /// <param name="samples">Room for them; a multiple of the channels.</param>
    /// <returns>How many there are, of all channels together; zero at the end.</returns>
    /// <exception cref="WavException">The recording is broken.</exception>
    int Read(Span<float> samples);
}
