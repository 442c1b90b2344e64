using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Crawl;

/// <summary>
/// The crawl harness: each case's text is spoken, streamed into a session of its own, and the agent's first turn is graded by its
/// tool calls. Emits a <see cref="CrawlResult"/> as each case finishes, after it is on disk.
/// </summary>
/// <param name="services">What the operation needs from outside.</param>
public sealed class CrawlOperation(EvalServices services)
{
    /// <summary>Checks all input, then runs the cases.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="sink">Takes the results; or the one <see cref="CrawlPlan"/> when the run is not confirmed.</param>
    /// <param name="cancellationToken">Stops the run; what is finished stays readable.</param>
    /// <exception cref="EvalException">Nothing was run, or evidence could not be written; the error id says which.</exception>
    public async Task RunAsync(CrawlOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sink);
        if (options.FindFaults() is { Count: > 0 } faults) throw EvalErrors.InvalidSetting(faults);
        CrawlInputs inputs = CrawlInputs.Read(options, services.Tables);
        CrawlPlan plan = Plan(options, inputs);
        WarnOfEndDates(options, sink);
        if (!await sink.ConfirmAsync(plan.RunPath, $"Run {plan}", cancellationToken))
        {
            await sink.EmitAsync(plan, cancellationToken);
            return;
        }

        using RunFolder folder = OpenFolder(options, plan.RunId);
        await new CrawlRun(services, options, inputs, folder, sink).ExecuteAsync(plan, cancellationToken);
    }

    private CrawlPlan Plan(CrawlOptions options, CrawlInputs inputs)
    {
        string runId = options.RunName.Length > 0 ? options.RunName : RunId.New(options.ResultsPath, services.Time);
        return new CrawlPlan
        {
            RunId = runId,
            RunPath = Path.Combine(options.ResultsPath, runId),
            DataPath = options.DataPath,
            Planned = inputs.Cases.Count,
            Model = options.Model,
            Voice = options.Voice,
            Provider = options.Target.Provider,
        };
    }

    private void WarnOfEndDates(CrawlOptions options, IRunSink sink)
    {
        if (options.Target.Provider == ServiceTarget.SandboxProvider) return;
        var today = DateOnly.FromDateTime(services.Time.GetUtcNow().UtcDateTime);
        foreach (string model in new[] { options.Model, options.SpeechModel })
        {
            if (ModelCatalog.Shipped.Find(model)?.EndWarning(today) is string warning) sink.Warning(warning);
        }
    }

    private static RunFolder OpenFolder(CrawlOptions options, string runId) =>
        (options.Resume ? RunFolder.TryOpen(options.ResultsPath, runId) : null) ?? RunFolder.Create(options.ResultsPath, runId, options.Force);
}
