using BenchmarkDotNet.Attributes;
using RealtimeEvals.Metrics;

namespace RealtimeEvals.Benchmarks.Micro;

/// <summary>The cost of the mean and the percentiles of a figure, beside sorting its values.</summary>
[MemoryDiagnoser]
public class StatisticBenchmarks
{
    private double?[] _values = [];
    private double[] _copy = [];

    [Params(100, 100_000)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        _values = [.. Enumerable.Range(0, Count).Select(_ => (double?)random.NextDouble())];
        _copy = new double[Count];
    }

    [Benchmark(Baseline = true)]
    public double Sort()
    {
        for (int i = 0; i < Count; i++) _copy[i] = _values[i]!.Value;
        Array.Sort(_copy);
        return _copy[Count / 2];
    }

    [Benchmark]
    public object? Of() => Statistic.Of(_values);
}
