using Dapper;
using DbUp.Engine;
using Microsoft.Data.Sqlite;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.Adapters.Stores;

/// <summary>A store of runs in a SQLite database. Its view benchmark_runs has the columns of the benchmark platform of vCDR.</summary>
public sealed class SqliteStore : IEvalStore
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly string SaveRun =
        $"{TableSql<RunRow>.InsertInto("runs")} {TableSql<RunRow>.OnConflict("run_path")}";

    private static readonly string SelectRuns =
        $"SELECT {TableSql<RunRow>.Selected("r")} FROM runs r ORDER BY r.started_at DESC, r.run_path";

    private readonly StoreFile _file;
    private readonly TimeProvider _time;
    private bool _isDisposed;

    private SqliteStore(StoreFile file, TimeProvider time)
    {
        _file = file;
        _time = time;
    }

    /// <inheritdoc />
    public string Path => _file.Path;

    /// <summary>
    /// Opens a store; makes it if there is none, and brings an older one to the newest version after copying it to
    /// <c>&lt;path&gt;.before-NNNN</c>, where NNNN is the number of the first step.
    /// </summary>
    /// <param name="path">The absolute path of the database. A new one can be read by its owner alone.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be used, or is not one of this product.</exception>
    public static SqliteStore Open(string path, TimeProvider time) => Open(path, time, Patience, StoreSchema.All);

    /// <summary>Opens a store with other terms.</summary>
    /// <param name="path">The absolute path of the database.</param>
    /// <param name="time">The clock.</param>
    /// <param name="patience">How long to wait for another program that has locked the database; whole seconds, at least 1.</param>
    /// <param name="migrations">What makes the tables.</param>
    internal static SqliteStore Open(string path, TimeProvider time, TimeSpan patience, IReadOnlyList<SqlScript> migrations)
    {
        var file = new StoreFile(path, patience);
        return Explained(path, () =>
        {
            file.Make();
            StoreSchema.Update(file, migrations);
            return new SqliteStore(file, time);
        });
    }

    /// <inheritdoc />
    public void RequireWritable() => Write(static _ => true);

    /// <inheritdoc />
    public void Save(EvalRunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Write(transaction => transaction.Connection!.Execute(SaveRun, RunRow.Of(run, _time.GetUtcNow()), transaction));
    }

    /// <inheritdoc />
    public IReadOnlyList<EvalRunSummary> ListRuns() => Use(IReadOnlyList<EvalRunSummary> (connection) =>
        [.. connection.Query<RunRow>(SelectRuns, buffered: false).Select(row => row.ToSummary())]);

    /// <inheritdoc />
    public void ForgetRun(string runPath) => Write(transaction => transaction.Connection!.Execute(
        "DELETE FROM interviews WHERE run_path <> '' AND run_path = @runPath; DELETE FROM runs WHERE run_path = @runPath",
        new { runPath },
        transaction));

    /// <inheritdoc />
    public void MoveRun(string runPath, string newPath) => Write(transaction => transaction.Connection!.Execute(
        "DELETE FROM interviews WHERE run_path <> '' AND run_path = @newPath; DELETE FROM runs WHERE run_path = @newPath; "
        + "UPDATE interviews SET run_path = @newPath WHERE run_path <> '' AND run_path = @runPath; "
        + "UPDATE runs SET run_path = @newPath WHERE run_path = @runPath",
        new { runPath, newPath },
        transaction));

    /// <inheritdoc />
    public long Save(BenchmarkRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Write(transaction => InterviewTable.Write(
            transaction, run, InterviewTable.FindKey(transaction, run), _time.GetUtcNow()));
    }

    /// <inheritdoc />
    public void Add(long key, BenchmarkTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        Write(transaction =>
        {
            InterviewTable.Add(transaction, key, turn);
            return key;
        });
    }

    /// <inheritdoc />
    public void Add(long key, BenchmarkAnalysis analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        Write(transaction =>
        {
            InterviewTable.Add(transaction, key, analysis);
            return key;
        });
    }

    /// <inheritdoc />
    public IReadOnlyList<BenchmarkRun> ListBenchmarks(string? id = null, string? runPath = null) =>
        Use(connection => InterviewTable.List(connection, id, runPath, Path));

    /// <inheritdoc />
    public BenchmarkRun? FindBenchmark(long key, BenchmarkParts parts = BenchmarkParts.All) => Use(connection =>
    {
        // The rows of one moment, whoever writes meanwhile.
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: true);
        return InterviewTable.Find(transaction, key, parts, Path);
    });

    /// <inheritdoc />
    public IReadOnlyList<BenchmarkEvent> ReadEvents(long key, int after, int count) =>
        Use(connection => InterviewTable.Events(connection, key, after, count));

    /// <inheritdoc />
    public void Replace(long key, IReadOnlyList<ConversationVariable> tests)
    {
        ArgumentNullException.ThrowIfNull(tests);
        Write(transaction =>
        {
            InterviewTable.Replace(transaction, key, tests);
            return key;
        });
    }

    /// <inheritdoc />
    public void Import(IReadOnlyList<BenchmarkRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        DateTimeOffset now = _time.GetUtcNow();
        Write(transaction =>
        {
            string[] taken = [.. InterviewTable.Taken(transaction, runs.Select(run => run.Id))];
            if (taken.Length > 0) throw EvalErrors.BenchmarkRunExists(taken, Path);
            foreach (BenchmarkRun run in runs) InterviewTable.Write(transaction, run, key: null, now);
            return runs.Count;
        });
    }

    /// <inheritdoc />
    public bool Remove(long key) => Write(transaction => InterviewTable.Remove(transaction, key));

    /// <summary>Closes the database.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _file.Release();
    }

    private static T Explained<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (StoreFailure.Explain(exception) is string why)
        {
            throw EvalErrors.StoreUnusable(path, why, exception);
        }
    }

    private T Use<T>(Func<SqliteConnection, T> work)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Explained(Path, () =>
        {
            using SqliteConnection connection = _file.Open();
            return work(connection);
        });
    }

    /// <summary>Runs a transaction that takes the lock for writing at once: one that takes it later may be refused in the middle.</summary>
    private T Write<T>(Func<SqliteTransaction, T> work) => Use(connection =>
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        T result = work(transaction);
        transaction.Commit();
        return result;
    });
}
