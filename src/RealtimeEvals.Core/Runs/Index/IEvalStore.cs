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
    /// Takes note that the folder of a run has another path now, its interviews included. What is known of the new path is forgotten.
    /// </summary>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be written.</exception>
    void MoveRun(string runPath, string newPath);

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

    /// <summary>Puts what the tests gave in place of what they gave before.</summary>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be written, or the interview is not in it.</exception>
    void Replace(long key, IReadOnlyList<ConversationVariable> tests);

    /// <summary>Returns interviews without their turns, events, tests and analyses, the newest first.</summary>
    /// <param name="id">Only those with this id; null for any.</param>
    /// <param name="runPath">Only those of the run in this folder, empty for those of none; null for any.</param>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be read.</exception>
    IReadOnlyList<BenchmarkRun> ListBenchmarks(string? id = null, string? runPath = null);

    /// <summary>Returns an interview; null when there is none with that key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="parts">What belongs to it; the rest is left empty.</param>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be read.</exception>
    BenchmarkRun? FindBenchmark(long key, BenchmarkParts parts = BenchmarkParts.All);

    /// <summary>Returns events of an interview in their order, as many as are asked for.</summary>
    /// <param name="key">The key of the interview.</param>
    /// <param name="after">The number of the event before the first one; 0 for the beginning.</param>
    /// <param name="count">The most events that are returned.</param>
    /// <exception cref="EvalException"><c>StoreUnusable</c>: the database cannot be read.</exception>
    IReadOnlyList<BenchmarkEvent> ReadEvents(long key, int after, int count);

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

/// <summary>What belongs to an interview and can be read with it.</summary>
[Flags]
public enum BenchmarkParts
{
    /// <summary>Nothing but the interview.</summary>
    None = 0,

    /// <summary>What was said.</summary>
    Turns = 1,

    /// <summary>What happened.</summary>
    Events = 2,

    /// <summary>What the tests gave.</summary>
    Tests = 4,

    /// <summary>The analyses.</summary>
    Analyses = 8,

    /// <summary>Everything.</summary>
    All = Turns | Events | Tests | Analyses,
}
