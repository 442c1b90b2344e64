using NLayer;
using RealtimeEvals.Audio;

namespace RealtimeEvals.Adapters.Recordings;

/// <summary>Reads an MP3 recording with NLayer.</summary>
internal sealed class Mp3Samples(Stream file) : ISampleSource
{
    private readonly MpegFile _decoder = new(file);

    public int Channels => _decoder.Channels;

    public int SampleRate => _decoder.SampleRate;

    public int Read(Span<float> samples) => _decoder.ReadSamples(samples);

    public void Dispose()
    {
        _decoder.Dispose();
        file.Dispose();
    }
}
