using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.SingleTurn;
using RealtimeEvals.Model;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness.Crawl;

/// <summary>
/// The crawl harness: the text of each case is spoken and streamed into a session of its own, and the agent's first turn is graded by its
/// tool calls. Emits a <see cref="CrawlResult"/> when a case finishes, after it has been written to disk.
/// </summary>
/// <param name="services">The external services and the clock.</param>
public sealed class CrawlOperation(EvalServices services)
{
    /// <summary>Checks all input, then runs the cases.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="sink">Takes the results, or only the <see cref="RunPlan"/> if the run is not confirmed.</param>
    /// <param name="cancellationToken">Cancels the run; everything finished so far stays readable.</param>
    /// <exception cref="EvalException">Nothing was run, or evidence could not be written; see the error id.</exception>
    public Task RunAsync(CrawlOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sink);
        return RedactedOperation.RunAsync(options.Target, sink, quiet => CrawlAsync(options, quiet, cancellationToken));
    }

    private async Task CrawlAsync(CrawlOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        CallerSpeech asked = options.CallerSpeech;
        options = WithSource(options);
        if (options.FindProblems() is { Count: > 0 } problems) throw EvalErrors.InvalidSetting(problems);
        (AgentFiles agent, IReadOnlyList<SingleTurnCase> cases) =
            AgentFiles.Read(options, AudioColumn.Ignored, services.Tables, sink.Warning);
        CasePlan<SingleTurnCase> plan = AgentFiles.Plan(options, CrawlHarness.OfCrawl.Name, cases);
        ModelEndDates.Warn(options.Target, sink, services.Time, options.Model);
        ModelEndDates.Warn(options.Target, sink, services.Time, asked);
        var crawl = new CrawlHarness(services, options, agent, plan, sink);
        await HarnessOperation.RunAsync(crawl, services, sink, cancellationToken);
    }

    /// <summary>Returns the options with the speech source of this run.</summary>
    private CrawlOptions WithSource(CrawlOptions options) => options with
    {
        SpeechSource = SpeechChoice.Of(options.CallerSpeech, options.Target, SpeechChoice.OfResumed(options), services.Time),
        SpeechMayChange = options is { SpeechSource: SpeechSource.Auto, SpeechModel: "" },
    };
}
