using BenchmarkDotNet.Attributes;
using RealtimeEvals.Sandbox.Voice;

namespace RealtimeEvals.Benchmarks.Micro;

/// <summary>The cost of a sentence to the sandbox: saying it, and understanding it.</summary>
[MemoryDiagnoser]
public class VoiceBenchmarks
{
    private const string Sentence = "Hi, um, could you tell me the balance on my account? The number is BW-48213, please.";

    private readonly short[] _spoken = FskVoice.Speak(Sentence);

    [Benchmark]
    public object Speak() => FskVoice.Speak(Sentence);

    [Benchmark]
    public object Listen() => FskHearing.Listen(_spoken);
}
