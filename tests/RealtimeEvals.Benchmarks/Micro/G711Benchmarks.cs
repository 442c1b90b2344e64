using BenchmarkDotNet.Attributes;
using RealtimeEvals.Audio;

namespace RealtimeEvals.Benchmarks.Micro;

/// <summary>The cost of a megabyte of PCM to G.711 and back, beside a copy of the same megabyte.</summary>
[MemoryDiagnoser]
public class G711Benchmarks
{
    private const int Bytes = 1 << 20;

    private readonly byte[] _pcm = new byte[Bytes];
    private readonly byte[] _copy = new byte[Bytes];
    private readonly short[] _samples = new short[Bytes / 2];
    private readonly short[] _decoded = new short[Bytes / 2];
    private readonly byte[] _codes = new byte[Bytes / 2];

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        for (int i = 0; i < _samples.Length; i++) _samples[i] = (short)random.Next(short.MinValue, short.MaxValue + 1);
        random.NextBytes(_codes);
    }

    [Benchmark(Baseline = true)]
    public void Copy() => _pcm.AsSpan().CopyTo(_copy);

    [Benchmark]
    public void EncodeMuLaw() => G711Blocks.Encode<MuLaw>(_samples, _codes);

    [Benchmark]
    public void DecodeMuLaw() => G711Blocks.Decode<MuLaw>(_codes, _decoded);

    [Benchmark]
    public void EncodeALaw() => G711Blocks.Encode<ALaw>(_samples, _codes);

    [Benchmark]
    public void DecodeALaw() => G711Blocks.Decode<ALaw>(_codes, _decoded);
}
