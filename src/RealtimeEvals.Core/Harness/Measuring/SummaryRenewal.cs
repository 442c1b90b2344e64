using RealtimeEvals.Harness.Kinds;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Measuring;

/// <summary>
/// Writes table and summary of a run anew that is no run of conversations. Its verdicts are in the journal and stay as they are.
/// </summary>
/// <param name="services">What tables, intervals and pages are written with.</param>
internal sealed class SummaryRenewal(EvalServices services)
{
    /// <summary>Writes them, and emits the <see cref="EvalRunSummary"/> of the run.</summary>
    /// <param name="options">The run.</param>
    /// <param name="stored">The run as it was found.</param>
    /// <param name="sink">Takes the summary.</param>
    /// <param name="cancellationToken">Cancels the drawing of the report.</param>
    /// <returns>Whether the run is completed.</returns>
    /// <exception cref="EvalException">
    /// <c>NotAConversationRun</c>: a judge was asked for. <c>RunNotFound</c>, <c>RunInUse</c>, or evidence could not be read or written.
    /// </exception>
    public async Task<bool> RunAsync(MeasureRunOptions options, IStoredRun stored, IRunSink sink, CancellationToken cancellationToken)
    {
        if (options.Target is not null) throw EvalErrors.NotAConversationRun(options.RunPath, stored.Manifest.Harness);
        if (HarnessKinds.Find(stored.Manifest.Harness) is not HarnessKind kind) throw EvalErrors.RunNotFound(options.RunPath);
        IReadOnlyCollection<IStoredResult> results = kind.Read(stored);
        string action = FormattableString.Invariant($"Write table and summary of {results.Count} {kind.CaseNoun}s anew");
        if (await sink.ConfirmAsync(options.RunPath, action, cancellationToken))
        {
            using IRunWriter run = stored.Store.Resume(stored.Id) ?? throw EvalErrors.RunNotFound(options.RunPath);

            // Another process may have gone on with the run until it was held here.
            stored = run.FindStored() ?? throw EvalErrors.RunNotFound(options.RunPath);
            results = kind.Read(stored);
            kind.Write(run.Files, services.Tables, services.Distributions, stored.Manifest, results);
            run.Seal(stored.Manifest);
            RunPresentation.Renew(services.Pages, run.Files, results.Count, sink, cancellationToken);
        }

        await sink.EmitAsync(EvalRunSummary.Of(stored.Manifest, options.RunPath, RunFigures.Of(results)), cancellationToken);
        return stored.Manifest.State == RunState.Completed;
    }
}
