using BenchmarkDotNet.Attributes;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Folders;

namespace RealtimeEvals.Benchmarks.Micro;

/// <summary>
/// The cost of a result in the journal: appended alone, which waits for the disk, beside a bare write that waits too; appended with others;
/// and read, its chain followed.
/// </summary>
[MemoryDiagnoser]
public class JournalBenchmarks : IDisposable
{
    private const string RunId = "run";
    private const int Entries = 1_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("realtime-evals-").FullName;
    private readonly byte[] _line = new byte[1_024];
    private readonly WalkResult[] _results =
    [
        .. Enumerable.Range(1, Entries).Select(number => new WalkResult
        {
            RunId = RunId,
            CaseId = FormattableString.Invariant($"case_{number}"),
        }),
    ];

    private FileStream? _bare;
    private Journal? _journal;

    private string Written => Path.Combine(_folder, "written.jsonl");

    [GlobalSetup]
    public void Prepare()
    {
        _bare = new FileStream(Path.Combine(_folder, "bare"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1);
        _journal = Journal.Open(Path.Combine(_folder, "appended.jsonl"), RunId);
        using var written = Journal.Open(Written, RunId);
        written.AppendAll(_results);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _bare?.Dispose();
        _journal?.Dispose();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public void BareWrite()
    {
        _bare!.Write(_line);
        _bare.Flush(flushToDisk: true);
    }

    [Benchmark]
    public object Append() => _journal!.Append(_results[0]);

    [Benchmark(OperationsPerInvoke = Entries)]
    public void AppendAll() => _journal!.AppendAll(_results);

    [Benchmark(OperationsPerInvoke = Entries)]
    public int Read()
    {
        int count = 0;
        using FileStream stream = File.OpenRead(Written);
        JournalState state = Journal.Read<WalkResult>(stream, Written, RunId, (_, _) => count++);
        return state.Unreadable is null && count == Entries ? count : throw new InvalidOperationException("The journal was not read.");
    }
}
