using System.Diagnostics;
using System.Globalization;
using RealtimeEvals.Benchmarks.Crawls;
using RealtimeEvals.Benchmarks.Services;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Folders;

namespace RealtimeEvals.Benchmarks.Targets;

/// <summary>A crawl of 2,000 rows with cached speech, as fast as it goes, against services in processes of their own.</summary>
internal static class CrawlTargets
{
    private const int Rows = 2_000;

    /// <summary>The evidence of a row before audio was left out of the events, in bytes.</summary>
    private const double EarlierBytes = 160_500;

    public static async Task<IEnumerable<Target>> MeasureAsync()
    {
        CrawlFigures four = await CrawlAsync("sandbox", 4);
        CrawlFigures many = await CrawlAsync("sandbox", 64);
        CrawlFigures clock = await CrawlAsync("clock", 64);
        double flush = FlushMsPerRow();
        return
        [
            Target.Least("crawl of 2,000 rows, throttle 64", many.RowsPerSecond, 150, "rows/s",
                FormattableString.Invariant($"throttle 4: {four.RowsPerSecond:0}; {many.ProcessorMsPerRow:0.0} ms of CPU a row")),
            Target.Least("throughput of throttle 64 to that of 4", many.RowsPerSecond / four.RowsPerSecond, 1, "x"),
            Target.Most("memory at the end to that after a third of the rows", many.LateMb - many.EarlyMb, 16, "MB more",
                FormattableString.Invariant($"{many.EarlyMb:0} and {many.LateMb:0} MB managed, {many.PeakMb:0} MB at most in all")),
            Target.Most("first audio against the service's clock, throttle 64: error p95", clock.LatencyErrorMs?.P95, 2, "ms",
                FormattableString.Invariant($"p50 {clock.LatencyErrorMs?.P50:0.00}; {clock.Uncertain} of {clock.Rows} rows are marked, ")
                + FormattableString.Invariant($"{clock.Undeclared} are off by 2 ms more than they say")),
            Target.Most("journal on disk for each row, of the CPU of a crawl", 100 * flush / many.ProcessorMsPerRow, 2, "%",
                FormattableString.Invariant($"{1_000 * flush:0} us a row")),
            Target.Most("evidence of a row", many.EvidenceBytes / EarlierBytes, 0.5, "of what it was",
                FormattableString.Invariant($"{many.EvidenceBytes / 1_000:0} kB, {many.AudioBytes / 1_000:0} of them audio")),
        ];
    }

    private static async Task<CrawlFigures> CrawlAsync(string kind, int throttle)
    {
        await using ChildProcess service = ChildProcess.Start("service", kind);
        string endpoint = await service.ReadLineAsync();
        string[] arguments = ["crawl-client", endpoint, Text(Rows), Text(throttle)];
        await using ChildProcess client = ChildProcess.Start(arguments);
        return CrawlFigures.Parse(await client.ReadLineAsync());
    }

    /// <summary>The processor time that it takes to have a row on disk, beyond writing it, by as many writers as a run has.</summary>
    private static double FlushMsPerRow()
    {
        var entry = new CrawlResult { RunId = "r", CaseId = "c", UserText = new string('t', 800), AssistantText = new string('t', 800) };
        DirectoryInfo folder = Directory.CreateTempSubdirectory("realtime-evals-benchmark-");
        try
        {
            using var flushed = Journal.Open(Path.Combine(folder.FullName, "flushed.jsonl"), "r");
            using var written = Journal.Open(Path.Combine(folder.FullName, "written.jsonl"), "r");
            flushed.Append(entry);
            var writers = new ParallelOptions { MaxDegreeOfParallelism = 4 };
            double with = ProcessorMs(() => Parallel.For(0, Rows, writers, _ => flushed.Append(entry)));
            double without = ProcessorMs(() => written.AppendAll(Enumerable.Repeat<object>(entry, Rows)));
            return (with - without) / Rows;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double ProcessorMs(Action action)
    {
        using var process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        action();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
