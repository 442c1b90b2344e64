using System.Collections;
using System.Collections.Concurrent;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Waiting;

namespace RealtimeEvals.Harness;

/// <summary>
/// The newest result of each case of a run in progress. The results are on disk; in memory is only where they stand and what decides about
/// the run. Safe for concurrent use.
/// </summary>
/// <param name="run">Where results are written.</param>
/// <param name="harness">Tells which results are final.</param>
internal sealed class ResultLog<TCase, TResult>(IRunWriter run, IHarness<TCase, TResult> harness)
    where TResult : class, IStoredResult
{
    private readonly ConcurrentDictionary<CaseKey, Entry> _entries = new();

    /// <summary>The cost and outcomes so far.</summary>
    public RunCounts Counts { get; } = new();

    /// <summary>The number of cases with a result.</summary>
    public int Count => _entries.Count;

    /// <summary>Writes a result, and completes once it is on disk.</summary>
    public Task AddAsync(TResult result) => SlowWork.RunAsync(() => Set(result, run.Append(result)));

    /// <summary>Takes over a result of an earlier start.</summary>
    /// <param name="result">The result.</param>
    /// <param name="place">Where it stands.</param>
    public void Restore(TResult result, StoredPlace place) => Set(result, place);

    /// <summary>Whether a case has a result that is final.</summary>
    public bool IsFinal(CaseKey key) => _entries.TryGetValue(key, out Entry entry) && entry.IsFinal;

    /// <summary>Whether the rows of a case stay in results.csv because it is not run again.</summary>
    public bool KeepsRows(CaseKey key) => _entries.TryGetValue(key, out Entry entry) && entry.KeepsRows;

    /// <summary>Returns the result of a case; null when it has none.</summary>
    public TResult? Find(CaseKey key) => _entries.TryGetValue(key, out Entry entry) ? ReadAt(entry) : null;

    /// <summary>Returns the results of cases in their order, read from disk each time they are enumerated.</summary>
    /// <param name="keys">The cases; those without a result are left out.</param>
    public IReadOnlyCollection<TResult> Of(IEnumerable<CaseKey> keys) =>
        new Results(this, [.. keys.Select(key => _entries.TryGetValue(key, out Entry entry) ? entry : (Entry?)null).OfType<Entry>()]);

    private TResult ReadAt(Entry entry) => (TResult)run.ReadAt<TResult>(entry.Place).At(run.Files.Path);

    private void Set(TResult result, StoredPlace place)
    {
        var standing = new Standing(result.Outcome, result.CostUsd);
        Standing? before = _entries.TryGetValue(result.GetKey(), out Entry earlier) ? earlier.Standing : null;
        _entries[result.GetKey()] = new Entry(place, standing, harness.IsFinal(result), harness.KeepsRows(result));
        Counts.Replace(before, standing);
    }

    private readonly record struct Entry(StoredPlace Place, Standing Standing, bool IsFinal, bool KeepsRows);

    private sealed class Results(ResultLog<TCase, TResult> log, IReadOnlyList<Entry> entries) : IReadOnlyCollection<TResult>
    {
        public int Count => entries.Count;

        public IEnumerator<TResult> GetEnumerator() => entries.Select(log.ReadAt).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

/// <summary>What a result adds to the counts of its run.</summary>
/// <param name="Outcome">The verdict.</param>
/// <param name="CostUsd">The cost in US dollars; null when it is not known.</param>
internal sealed record Standing(Outcome Outcome, decimal? CostUsd);
