using RealtimeEvals.Model;

namespace RealtimeEvals.Runs;

/// <summary>Writes one run, which no other process can write until this is disposed.</summary>
internal interface IRunWriter : IDisposable
{
    /// <summary>The files of the run: logs, sound and tables.</summary>
    RunFolder Files { get; }

    /// <summary>Returns what is stored of the run; null when it was never begun.</summary>
    /// <exception cref="EvalException"><c>InvalidInput</c>: the manifest cannot be read.</exception>
    IStoredRun? FindStored();

    /// <summary>Begins the run or goes on with it: records that it is in progress, and that it has no summary.</summary>
    /// <param name="manifest">The manifest, without hashes.</param>
    /// <exception cref="EvalException">
    /// <c>EvidenceNotWritten</c>, or <c>JournalChanged</c>: the results of an earlier start are not as they were written.
    /// </exception>
    void Begin(RunManifest manifest);

    /// <summary>Replaces the manifest.</summary>
    /// <param name="manifest">The new manifest.</param>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>.</exception>
    void Write(RunManifest manifest);

    /// <summary>Adds a result to a run that was begun, and returns once it is on disk. Safe for concurrent use.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="result">The result of a case, or a state from which its case can go on. The newest of a case counts.</param>
    /// <returns>Where it stands.</returns>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>.</exception>
    StoredPlace Append<T>(T result)
        where T : notnull;

    /// <summary>
    /// Adds results that are evidence elsewhere already, and returns once all of them are on disk, so that many of them take little time.
    /// </summary>
    /// <param name="results">The results; each is let go of before the next one is asked for.</param>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>, or what enumerating them throws; the run is then to be
    /// replaced.</exception>
    void AppendAll(IEnumerable<object> results);

    /// <summary>Reads a result again that was added to the run, by this start or an earlier one.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="place">Where it stands.</param>
    T ReadAt<T>(StoredPlace place);

    /// <summary>Records the end of the run, so that every later change to its evidence is noticed.</summary>
    /// <param name="manifest">The manifest with the final state.</param>
    /// <returns>The manifest as it was written.</returns>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>.</exception>
    RunManifest Seal(RunManifest manifest);
}
