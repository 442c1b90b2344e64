using BenchmarkDotNet.Attributes;
using RealtimeEvals.Audio.Conditions;

namespace RealtimeEvals.Benchmarks.Micro;

/// <summary>The cost of ten seconds of telephone speech under a condition of the line.</summary>
[MemoryDiagnoser]
public class ConditionBenchmarks
{
    private const int Rate = 8_000;
    private const int Seconds = 10;

    private short[] _speech = [];
    private AudioCondition? _condition;

    [Params("telephone", "noise:10", "noise:10:pink", "babble:10", "loss:2:2", "echo:90:0.15", "realistic")]
    public string Condition { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _condition = AudioCondition.Parse(Condition);
        _speech = [.. Enumerable.Range(0, Seconds * Rate).Select(n => (short)(10_000 * Math.Sin(0.13 * n)))];
    }

    [Benchmark]
    public object Apply() => _condition!.Apply(_speech, new AudioScene(Rate, new Random(1), [_speech]));
}
