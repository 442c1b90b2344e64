using System.Text;
using BenchmarkDotNet.Attributes;
using RealtimeEvals.Audio;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Benchmarks.Micro;

/// <summary>
/// The cost of one 100 ms audio delta, from its bytes to the turn's audio: kept by the turn, or handed to a sink as it arrives.
/// </summary>
[MemoryDiagnoser]
public class CollectorBenchmarks
{
    private const int DeltasPerTurn = 1_000;

    private static readonly GaDialect Ga = new();

    private readonly byte[] _delta = Encoding.UTF8.GetBytes(
        """{"type":"response.output_audio.delta","event_id":"e","response_id":"r","item_id":"i","output_index":0,"content_index":0""" +
        $$""","delta":"{{Convert.ToBase64String(new byte[4800])}}"}""");

    [Benchmark(Baseline = true, OperationsPerInvoke = DeltasPerTurn)]
    public object Kept() => Collect(sink: null);

    [Benchmark(OperationsPerInvoke = DeltasPerTurn)]
    public object WithSink() => Collect(new Discarded());

    private TurnCollector Collect(IAudioSink? sink)
    {
        var collector = new TurnCollector(Ga);
        if (sink is not null) collector.Sink = sink;
        for (int i = 0; i < DeltasPerTurn; i++) collector.Apply(ServerEvent.Read(_delta, Ga), _delta, i);
        return collector;
    }

    private sealed class Discarded : IAudioSink
    {
        public void Write(ReadOnlySpan<byte> audio)
        {
            // What is measured ends here.
        }
    }
}
