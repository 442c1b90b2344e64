using System.Text;
using BenchmarkDotNet.Attributes;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Benchmarks;

/// <summary>The cost of one 100 ms audio delta, from its bytes to the turn's audio.</summary>
[MemoryDiagnoser]
public class CollectorBenchmarks
{
    private const int DeltasPerTurn = 100;

    private static readonly GaDialect Ga = new();

    private readonly byte[] _delta = Encoding.UTF8.GetBytes(
        """{"type":"response.output_audio.delta","event_id":"e","response_id":"r","item_id":"i","output_index":0,"content_index":0""" +
        $$""","delta":"{{Convert.ToBase64String(new byte[4800])}}"}""");

    [Benchmark(OperationsPerInvoke = DeltasPerTurn)]
    public object Turn()
    {
        var collector = new TurnCollector(Ga);
        for (int i = 0; i < DeltasPerTurn; i++) collector.Apply(ServerEvent.Read(_delta, Ga), _delta, i);
        return collector.Snapshot();
    }
}
