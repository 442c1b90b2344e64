using Microsoft.Data.Sqlite;
using RealtimeEvals.Adapters.Pages;
using RealtimeEvals.Adapters.Playing;
using RealtimeEvals.Adapters.Plots;
using RealtimeEvals.Adapters.Recordings;
using RealtimeEvals.Adapters.Statistics;
using RealtimeEvals.Adapters.Stores;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.Pages;
using RealtimeEvals.Plots;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Statistics;
using SQLitePCL;

namespace RealtimeEvals.Adapters;

/// <summary>Connects the third-party packages to the interfaces of the core.</summary>
public static class AdapterServices
{
    /// <summary>Returns the services that operations need.</summary>
    /// <param name="time">The clock for all services.</param>
    /// <param name="storePath">The absolute path of the store of runs; null for that of the environment or of the user.</param>
    public static EvalServices Create(TimeProvider time, string? storePath = null) => new(
        new CsvTableFormat(),
        (target, terms) => new OpenAISpeech(target, terms, time),
        (target, terms) => new OpenAITranscription(target, terms, time),
        (target, terms) => new OpenAIJudge(target, terms, time),
        address => address.IsChat ? new OpenAIChatModel(address, time) : new OpenAITextModel(address, time),
        new RecordingReader(new Ffmpeg()),
        new WavFiles(),
        Distributions,
        time)
    {
        OpenStore = () => OpenStore(storePath ?? StorePath.Default(), time),
        Pages = new RunPages(() => new PageTemplates(), CreatePainter, time),
        Player = OperatingSystem.IsWindows() ? new WaveOutPlayer(time) : new ProgramPlayer(time),
    };

    /// <summary>The distributions that intervals and tests are computed with.</summary>
    public static IDistributions Distributions { get; } = new MathNetDistributions();

    /// <summary>Returns what draws plots.</summary>
    public static IPlotPainter CreatePainter() => new PlotPainter();

    /// <summary>Returns what writes the HTML report, with plots.</summary>
    /// <param name="embedAudio">Whether the page holds the sound itself; otherwise it links to the files of the run.</param>
    public static HtmlReport CreatePage(bool embedAudio = false) => new(new PageTemplates(), CreatePainter(), embedAudio);

    /// <summary>Opens the store of runs; makes it if there is none.</summary>
    /// <param name="path">The absolute path of the database.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="EvalException"><c>StoreUnusable</c>.</exception>
    public static IEvalStore OpenStore(string path, TimeProvider time) => SqliteStore.Open(path, time);

    /// <summary>Whether an error is that of a full disk, be it under a file or under the store of runs.</summary>
    /// <param name="exception">The error.</param>
    public static bool IsDiskFull(Exception exception)
    {
        const int NoSpaceOnLinux = 28;
        const int NoSpaceOnWindows = unchecked((int)0x80070070);
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is IOException { HResult: NoSpaceOnLinux or NoSpaceOnWindows }) return true;
            if (cause is SqliteException { SqliteErrorCode: raw.SQLITE_FULL }) return true;
        }

        return false;
    }

    /// <summary>Reads the interviews of a file: of a database of the benchmark platform of vCDR, or one that was exported.</summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <exception cref="EvalException"><c>InvalidInput</c>: it is neither, or holds something that is wrong.</exception>
    public static IReadOnlyList<BenchmarkRun> ReadBenchmarks(string path) =>
        Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase)
            ? [BenchmarkFile.Read(path)]
            : SeedRuns.Of(SeedDatabase.Read(path), path);

    /// <summary>The hosted evals of OpenAI and Azure, for refusal smoke runs.</summary>
    /// <param name="time">The clock of everything.</param>
    public static HostedRows HostedEvals(TimeProvider time) =>
        (options, dataset, instructions, warn) => new HostedEvals(options, dataset, instructions, warn, time);
}
