using System.Text.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Runs;

/// <summary>A run to read.</summary>
internal interface IStoredRun
{
    /// <summary>The store that keeps the run.</summary>
    IRunStore Store { get; }

    /// <summary>The id by which the store keeps the run. The manifest may name another when somebody renamed a folder.</summary>
    string Id { get; }

    /// <summary>The absolute path of the run.</summary>
    string Path { get; }

    /// <summary>The manifest when the run was found.</summary>
    RunManifest Manifest { get; }

    /// <summary>Reads all results in the order of writing. A case may have several; the newest counts.</summary>
    /// <typeparam name="T">The type of a result.</typeparam>
    /// <param name="take">Takes each result, after the chain of all of them was found unbroken.</param>
    /// <exception cref="EvalException">
    /// <c>JournalChanged</c>: a result was changed. <c>InvalidInput</c>: the results cannot be read, or are not those of the run's end.
    /// </exception>
    void Read<T>(Action<T> take);

    /// <summary>Reads all results in the order of writing, with the place from which each can be read again.</summary>
    /// <inheritdoc cref="Read{T}" />
    void ReadPlaced<T>(Action<T, StoredPlace> take);

    /// <summary>
    /// Returns the newest result of each case in the order of the data. They are read from where they are kept each time they are
    /// enumerated, so that a large run does not have to be held in memory.
    /// </summary>
    /// <typeparam name="T">The type of a result.</typeparam>
    /// <exception cref="EvalException">As with <see cref="Read{T}"/>, also while they are enumerated.</exception>
    IReadOnlyCollection<T> Newest<T>();

    /// <summary>Returns all results as <see cref="Newest{T}"/> does, those of a case in the order of writing.</summary>
    /// <inheritdoc cref="Newest{T}" />
    IReadOnlyCollection<T> All<T>();

    /// <summary>Reads all results as JSON objects, and finds what is not as the run left it.</summary>
    /// <param name="take">Takes each result, changed ones as well.</param>
    /// <exception cref="IOException">The results cannot be read.</exception>
    RunIntegrity Inspect(Action<JsonElement> take);

    /// <summary>Returns summary.json; null when the run has none that can be read.</summary>
    JsonElement? ReadSummary();
}

/// <summary>Whether a run is as it was left.</summary>
/// <param name="AreResultsChanged">Whether results were changed after they were written.</param>
/// <param name="Changes">A sentence for each change to the run's evidence; the other files are read when these are enumerated.</param>
/// <param name="Unreadable">Why not all results could be read; null when they could.</param>
internal sealed record RunIntegrity(bool AreResultsChanged, IEnumerable<string> Changes, EvalException? Unreadable)
{
    /// <summary>The row, from 1, of the first result that was changed; 0 when there is none.</summary>
    public int ChangedRow { get; init; }
}
