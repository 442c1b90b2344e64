using System.Text.Json;
using BenchmarkDotNet.Attributes;
using RealtimeEvals.Adapters;
using RealtimeEvals.Files;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;

namespace RealtimeEvals.Benchmarks.Micro;

/// <summary>The cost of a gate over a million generated rows: making evidence of them, and evaluating four rules on it.</summary>
[MemoryDiagnoser]
public class GateBenchmarks
{
    private const int Rows = 1_000_000;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 10, 0, 0, TimeSpan.Zero);

    private readonly string _data = Path.GetTempFileName();
    private EvidenceRow[] _rows = [];
    private RunEvidence _evidence = new();
    private GateEngine? _gate;

    [GlobalSetup]
    public void Prepare()
    {
        var options = new GateOptions
        {
            Rules = GateRule.ParseAll(
                ["pass_rate >= 0.9", "errored == 0", "latency_first_audio_ms_p95 <= 1200", "tool_call_correctness_mean >= 0.9"]),
        };
        _gate = new GateEngine(options, AdapterServices.Distributions, new Clock());
        var pool = new EvidencePool(ReadColumns.Of(options.Rules));
        string hash = FileHash.Of(File.ReadAllBytes(_data));
        _rows = [.. Enumerable.Range(1, Rows).Select(number => RowOf(number, hash, pool))];
        _evidence = Read();
        GateReport report = Evaluate();
        if (report.Verdict != GateVerdict.Passed) throw new InvalidOperationException(report.Message);
    }

    [GlobalCleanup]
    public void CleanUp() => File.Delete(_data);

    [Benchmark]
    public RunEvidence Read() => EvidenceReader.ReadRun(_rows);

    [Benchmark]
    public GateReport Evaluate() => _gate!.Evaluate(_evidence);

    private EvidenceRow RowOf(int number, string hash, EvidencePool pool) => EvidenceRow.Of(
        JsonSerializer.SerializeToElement(new
        {
            run_id = "run",
            case_id = FormattableString.Invariant($"case_{number}"),
            outcome = number % 20 == 0 ? "fail" : "pass",
            provider = "api.openai.com",
            planned = Rows,
            data_cases = Rows,
            data_path = _data,
            data_sha256 = hash,
            started_at = Start.AddMilliseconds(number % 1_000),
            latency_first_audio_ms = 300 + number % 700,
            tool_call_correctness = number % 20 == 0 ? 0 : 1,
        }),
        pool);

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Start.AddHours(1);
    }
}
