using BenchmarkDotNet.Attributes;
using RealtimeEvals.Audio;

namespace RealtimeEvals.Benchmarks.Micro;

/// <summary>The cost of taking ten seconds of speech from one rate to another, in blocks of 20 ms.</summary>
[MemoryDiagnoser]
public class ResamplerBenchmarks
{
    private const int Seconds = 10;

    private short[] _block = [];
    private short[] _output = [];
    private Resampler? _resampler;

    [Params(24_000, 44_100)]
    public int FromRate { get; set; }

    [Params(8_000)]
    public int ToRate { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _resampler = new Resampler(FromRate, ToRate);
        _block = [.. Enumerable.Range(0, FromRate / 50).Select(n => (short)(10_000 * Math.Sin(0.13 * n)))];
        _output = new short[_resampler.MaximumOutput(_block.Length)];
    }

    [Benchmark]
    public int Blocks()
    {
        int written = 0;
        for (int i = 0; i < Seconds * 50; i++) written += _resampler!.Process(_block, _output);
        return written;
    }
}
