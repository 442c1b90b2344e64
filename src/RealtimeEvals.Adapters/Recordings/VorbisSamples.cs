using NVorbis;
using RealtimeEvals.Audio;

namespace RealtimeEvals.Adapters.Recordings;

/// <summary>Reads a Vorbis recording in Ogg with NVorbis.</summary>
internal sealed class VorbisSamples(Stream file) : ISampleSource
{
    private readonly VorbisReader _decoder = new(file, closeOnDispose: true);

    public int Channels => _decoder.Channels;

    public int SampleRate => _decoder.SampleRate;

    public int Read(Span<float> samples) => _decoder.ReadSamples(samples);

    public void Dispose() => _decoder.Dispose();
}
