using System.Text.Json.Nodes;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Statistics;

namespace RealtimeEvals.Harness;

/// <summary>A kind of run: its name, and how its results are read from disk and summed up.</summary>
/// <param name="Name">The name in plans and manifests, which is also the verb of the command line.</param>
/// <param name="CaseNoun">The noun for one of its cases, for messages.</param>
public abstract record HarnessKind(string Name, string CaseNoun)
{
    /// <summary>The columns of its <c>results.csv</c>, including those of every grader kind, and whether they are figures.</summary>
    internal abstract IEnumerable<(string Name, bool IsFigure)> Columns { get; }

    /// <summary>
    /// Returns the newest result of each case of a stored run, in the order of the data. They are read from disk each time they are
    /// enumerated.
    /// </summary>
    /// <exception cref="EvalException"><c>JournalChanged</c> or <c>InvalidInput</c>, also while they are enumerated.</exception>
    internal abstract IReadOnlyCollection<IStoredResult> Read(IStoredRun run);

    /// <summary>Returns all results of a stored run, those of a case in the order of writing, so that the newest is the last.</summary>
    /// <inheritdoc cref="Read" />
    internal abstract IReadOnlyCollection<IStoredResult> ReadAll(IStoredRun run);

    /// <summary>Returns the content of <c>summary.json</c> of a run.</summary>
    /// <param name="manifest">The manifest of the run.</param>
    /// <param name="results">Its results, of the type of this kind, in the order of the data.</param>
    /// <param name="distributions">The distributions that intervals are computed with.</param>
    internal abstract JsonObject Summarize(
        RunManifest manifest, IReadOnlyCollection<IStoredResult> results, IDistributions distributions);

    /// <summary>Writes <c>results.csv</c> and <c>summary.json</c> of a run anew.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="format">Writes the cells of the table.</param>
    /// <param name="distributions">The distributions that intervals are computed with.</param>
    /// <param name="manifest">The manifest of the run.</param>
    /// <param name="results">Its results, of the type of this kind, in the order of the data.</param>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>.</exception>
    internal abstract void Write(
        RunFolder folder,
        ITableFormat format,
        IDistributions distributions,
        RunManifest manifest,
        IReadOnlyCollection<IStoredResult> results);
}
