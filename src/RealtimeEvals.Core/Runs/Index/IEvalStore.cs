using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Index;

/// <summary>
/// The store of runs: an index of the runs of all harnesses, and the interviews. The folder of a run stays its evidence. Several processes
/// may use one store at the same time, and several threads one object.
/// </summary>
public interface IEvalStore : IDisposable
{
    /// <summary>The absolute path of the database.</summary>
    string Path { get; }

    /// <summary>Makes sure that the database can be written now, and writes nothing.</summary>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: it cannot, such as when it is read-only or locked.</exception>
    void RequireWritable();

    /// <summary>Adds a run to the index, or replaces what is known of the run in the same folder.</summary>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be written.</exception>
    void Save(EvalRunSummary run);

    /// <summary>Returns the runs of all harnesses, the newest first.</summary>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be read.</exception>
    IReadOnlyList<EvalRunSummary> ListRuns();

    /// <summary>Removes the run of a folder from the index, with its interviews. Does nothing where there is none.</summary>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be written.</exception>
    void ForgetRun(string runPath);

    /// <summary>
    /// Adds an interview with everything that it brings, or replaces it: that with its key, else that of the same folder and conversation.
    /// Of one that is replaced nothing stays, turns and analyses included. Its turns are counted anew.
    /// </summary>
    /// <returns>The key of the interview.</returns>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be written.</exception>
    long Save(BenchmarkRun run);

    /// <summary>Adds a turn to an interview that is being held, instead of one with the same number, and counts it.</summary>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be written.</exception>
    void Add(long key, BenchmarkTurn turn);

    /// <summary>Adds an analysis, instead of an earlier one of the same kind.</summary>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be written.</exception>
    void Add(long key, BenchmarkAnalysis analysis);

    /// <summary>Returns the interviews without their turns, events, tests and analyses, the newest first.</summary>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be read.</exception>
    IReadOnlyList<BenchmarkRun> ListBenchmarks();

    /// <summary>Returns an interview with everything; null when there is none with that key.</summary>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be read.</exception>
    BenchmarkRun? FindBenchmark(long key);

    /// <summary>Adds interviews, all of them or none.</summary>
    /// <exception cref="EvalException">
    /// <c>BenchmarkRunExists</c>: an interview of the store or two of those given have the same id. <c>StoreUnusable</c>: the database
    /// cannot be written.
    /// </exception>
    void Import(IReadOnlyList<BenchmarkRun> runs);

    /// <summary>Removes an interview.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be written.</exception>
    bool Remove(long key);
}
