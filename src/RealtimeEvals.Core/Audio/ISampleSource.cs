namespace RealtimeEvals.Audio;

/// <summary>Reads the samples of a recording block by block, so that a long recording is never held in memory.</summary>
public interface ISampleSource : IDisposable
{
    /// <summary>The number of channels.</summary>
    int Channels { get; }

    /// <summary>The sample rate of one channel, in Hz.</summary>
    int SampleRate { get; }

    /// <summary>Reads the next samples; the channels are interleaved, and full scale is 1.</summary>
    /// <param name="samples">Receives the samples; its length is a multiple of the channels.</param>
    /// <returns>The number of samples read, over all channels; zero at the end.</returns>
    /// <exception cref="WavException">The recording is corrupt.</exception>
    int Read(Span<float> samples);
}
