using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using RealtimeEvals.Adapters;
using RealtimeEvals.Files;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;

namespace RealtimeEvals.Benchmarks.Targets;

/// <summary>How fast results go through a gate, and what of them is held in memory.</summary>
public static class GateTargets
{
    /// <summary>Rules of a rate, an average and a percentile.</summary>
    private const string Rules = "pass_rate >= 0.9; errored == 0; latency_first_audio_ms_p95 <= 800; cost_usd_mean <= 1";

    /// <summary>Reads generated results, each from its line of JSON, and has a gate decide on them.</summary>
    /// <param name="rows">How many results.</param>
    /// <param name="folder">A folder for the file of data that they name.</param>
    public static GateFigures MeasureRows(int rows, string folder)
    {
        (GateOptions options, byte[][] lines) = Prepare(rows, folder);
        return Measure(rows, options, () =>
        {
            var pool = new EvidencePool(ReadColumns.Of(options.Rules));
            int[] numbers = [.. Enumerable.Range(0, rows).Select(row => Read(lines[row % lines.Length], row, pool))];
            return EvidenceReader.ReadRun(new EvidenceRows(pool, numbers));
        });
    }

    private static GateOptions OptionsOf(string data) => new()
    {
        Rules = [.. Rules.Split(';', StringSplitOptions.TrimEntries).Select(GateRule.Parse)],
        AllowSandbox = true,
        AllowPartialData = true,
        DataPath = data,
    };

    private static GateFigures Measure(int rows, GateOptions options, Func<RunEvidence> read)
    {
        GC.Collect();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        RunEvidence run = read();
        TimeSpan reading = watch.Elapsed;
        GateReport report = new GateEngine(options, AdapterServices.Distributions, TimeProvider.System).Evaluate(run);
        TimeSpan whole = watch.Elapsed;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(run);
        using Process process = Process.GetCurrentProcess();
        return new GateFigures(
            rows / whole.TotalSeconds,
            rows / reading.TotalSeconds,
            held,
            process.PeakWorkingSet64,
            allocated,
            $"{report.Verdict} {report.Message}".TrimEnd());
    }

    /// <summary>The lines differ in what differs between results: latency, and every tenth fails.</summary>
    private static (GateOptions Options, byte[][] Lines) Prepare(int rows, string folder)
    {
        string data = Path.Combine(folder, "cases.csv");
        File.WriteAllText(data, "example_id,user_text\n");
        string now = DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        byte[][] lines =
        [
            .. Enumerable.Range(0, 1000).Select(number => JsonSerializer.SerializeToUtf8Bytes(new
            {
                run_id = "nightly",
                case_id = "case_0000000",
                trial = 1,
                planned = rows,
                data_cases = rows,
                outcome = number % 20 == 0 ? "fail" : "pass",
                latency_first_audio_ms = 300 + number * 0.25,
                cost_usd = number * 1e-5,
                provider = "sandbox",
                started_at = now,
                data_path = data,
                data_sha256 = FileHash.Of(File.ReadAllBytes(data)),
            })),
        ];
        return (OptionsOf(data), lines);
    }

    private static int Read(byte[] line, int row, EvidencePool pool)
    {
        // Each result is another case, by its number.
        int digits = line.AsSpan().IndexOf(":\"case_"u8) + ":\"case_".Length;
        row.TryFormat(line.AsSpan(digits, 7), out _, "D7", CultureInfo.InvariantCulture);
        using var json = JsonDocument.Parse(line);
        return EvidenceRowReader.Read(json.RootElement, pool);
    }
}

/// <summary>What a gate took.</summary>
/// <param name="RowsPerSecond">Results each second, read and decided on.</param>
/// <param name="ReadPerSecond">Results each second, only read.</param>
/// <param name="HeldBytes">What of them is held in memory when the gate has decided.</param>
/// <param name="PeakBytes">The largest working set of the process so far.</param>
/// <param name="AllocatedBytes">What was allocated for them.</param>
/// <param name="Verdict">What the gate said.</param>
public sealed record GateFigures(
    double RowsPerSecond, double ReadPerSecond, long HeldBytes, long PeakBytes, long AllocatedBytes, string Verdict);
