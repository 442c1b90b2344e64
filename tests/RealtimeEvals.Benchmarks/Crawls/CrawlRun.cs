using System.Diagnostics;
using System.Text.Json;
using HdrHistogram;
using RealtimeEvals.Adapters;
using RealtimeEvals.Benchmarks.Load;
using RealtimeEvals.Benchmarks.Services;
using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.Crawl;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Benchmarks.Crawls;

/// <summary>Crawls many rows of the shipped data in this process, which should do nothing else, and measures it.</summary>
internal static class CrawlRun
{
    /// <summary>The rows of the shipped data, each of which says something else.</summary>
    private const int SpeechRows = 18;

    /// <summary>Crawls.</summary>
    /// <param name="endpoint">The realtime endpoint of the service.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="throttle">How many at once.</param>
    public static async Task<CrawlFigures> RunAsync(string endpoint, int rows, int throttle)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("realtime-evals-benchmark-");
        try
        {
            string data = Path.Combine(folder.FullName, "calls.csv");
            await WriteRowsAsync(data, rows);

            // The first crawl fills the cache of speech and warms the code up.
            await CrawlAsync(folder.FullName, endpoint, data, "warm", SpeechRows, throttle, new RowSink());
            var sink = new RowSink();
            using var process = Process.GetCurrentProcess();
            TimeSpan before = process.TotalProcessorTime;
            long begun = Stopwatch.GetTimestamp();
            await CrawlAsync(folder.FullName, endpoint, data, "measured", rows, throttle, sink);
            TimeSpan took = Stopwatch.GetElapsedTime(begun);
            process.Refresh();
            return sink.ToFigures(Path.Combine(folder.FullName, "results", "measured")) with
            {
                Seconds = took.TotalSeconds,
                ProcessorMsPerRow = (process.TotalProcessorTime - before).TotalMilliseconds / rows,
                PeakMb = process.PeakWorkingSet64 / 1e6,
            };
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task WriteRowsAsync(string path, int rows)
    {
        string[] shipped = await File.ReadAllLinesAsync(ProductData.PathOf("crawl", "customer_calls.csv"));
        IEnumerable<string> lines = Enumerable.Range(0, rows).Select(row =>
            FormattableString.Invariant($"row_{row:00000}{shipped[1 + row % (shipped.Length - 1)]["crawl_001".Length..]}"));
        await File.WriteAllLinesAsync(path, lines.Prepend(shipped[0]));
    }

    private static Task CrawlAsync(string folder, string endpoint, string data, string name, int rows, int throttle, IRunSink sink)
    {
        bool isSandbox = !endpoint.Contains("clock", StringComparison.Ordinal);
        var target = new ServiceTarget(
            new Uri(endpoint),
            Endpoints.RestOf(endpoint),
            isSandbox ? ServiceTarget.SandboxProvider : "clock",
            null,
            AuthenticationScheme.Bearer);
        var options = new CrawlOptions
        {
            Target = target,
            DataPath = data,
            ResultsPath = Path.Combine(folder, "results"),
            SpeechCachePath = Path.Combine(folder, "speech"),
            RunName = name,
            MaximumCases = rows,
            ThrottleLimit = throttle,
            SkipPlots = true,
        };
        var services = AdapterServices.Create(TimeProvider.System, Path.Combine(folder, "runs.sqlite"));
        return new CrawlOperation(services).RunAsync(options, sink, CancellationToken.None);
    }

    /// <summary>Takes the rows.</summary>
    private sealed class RowSink : IRunSink
    {
        private readonly HistogramBase _firstAudio = Spread.CreateHistogram();
        private readonly Lock _gate = new();
        private readonly List<CrawlResult> _results = [];
        private double _earlyMb;

        public ValueTask EmitAsync(object item, CancellationToken cancellationToken)
        {
            if (item is not CrawlResult result) return ValueTask.CompletedTask;
            lock (_gate) _results.Add(result);
            if (result.LatencyFirstAudioMs is double heard) _firstAudio.RecordValue((long)(heard * 1_000));
            if (_results.Count == Math.Max(1, result.Planned / 3)) _earlyMb = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
            return ValueTask.CompletedTask;
        }

        public CrawlFigures ToFigures(string runFolder)
        {
            HistogramBase errors = Spread.CreateHistogram();
            int undeclared = 0;
            foreach (CrawlResult result in _results)
            {
                if (result.LatencyFirstAudioMs is not double heard) continue;
                if (TimesOf(Path.Combine(runFolder, result.EventLogPath)) is not ServiceTimes times) continue;
                double error = Math.Abs(heard - Stopwatch.GetElapsedTime(times.AskedAt, times.AnsweredAt).TotalMilliseconds);
                errors.RecordValue((long)(error * 1_000));
                if (error > 2 + (result.LatencyUncertaintyMs ?? 0)) undeclared++;
            }

            double late = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
            return new CrawlFigures
            {
                Rows = _results.Count,
                Errors = _results.Count(result => result.Outcome == Outcome.Error),
                Seconds = 0,
                ProcessorMsPerRow = 0,
                EarlyMb = _earlyMb,
                LateMb = late,
                PeakMb = 0,
                FirstAudioMs = Spread.Of(_firstAudio),
                LatencyErrorMs = errors.TotalCount == 0 ? null : Spread.Of(errors),
                Uncertain = _results.Count(result => LatencyDoubt.IsDoubtful(result.LatencyUncertaintyMs)),
                Undeclared = undeclared,
                EvidenceBytes = BytesOf(runFolder, "*") / Math.Max(1, _results.Count),
                AudioBytes = BytesOf(runFolder, "*.wav") / Math.Max(1, _results.Count),
            };
        }

        public void Verbose(string text)
        {
        }

        public void Warning(string text) => Console.Error.WriteLine(text);

        public void Progress(RunProgress progress)
        {
        }

        public void Error(RunError error) => Console.Error.WriteLine(error.Message);

        public Task<bool> ConfirmAsync(string target, string action, CancellationToken cancellationToken) => Task.FromResult(true);

        private static double BytesOf(string folder, string pattern) =>
            new DirectoryInfo(folder).EnumerateFiles(pattern, SearchOption.AllDirectories).Sum(file => file.Length);

        /// <summary>Returns what the service told of its own clock in a log of events; null where it told nothing.</summary>
        private static ServiceTimes? TimesOf(string log)
        {
            foreach (string line in File.ReadLines(log).Where(line => line.Contains("output_audio.delta", StringComparison.Ordinal)))
            {
                using var document = JsonDocument.Parse(line);
                return ServiceTimes.Parse(document.RootElement.GetProperty("event").GetProperty("event_id").GetString()!);
            }

            return null;
        }
    }
}
