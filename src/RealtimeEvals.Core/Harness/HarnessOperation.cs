using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness;

/// <summary>The steps that all runs share: plan, confirm, open the folder, run.</summary>
internal static class HarnessOperation
{
    private const int Attempts = 100;

    /// <summary>Runs the cases of a harness. Settings and input files have already been validated.</summary>
    public static async Task RunAsync<TCase, TResult>(
        IHarness<TCase, TResult> harness, EvalServices services, IRunSink sink, CancellationToken cancellationToken)
        where TResult : class, IStoredResult
    {
        RunOptions options = harness.Options;
        string runId = options.RunName.Length > 0 ? options.RunName : RunId.New(options.ResultsPath, services.Time);
        if (options.Resume) RequireRun(Path.Combine(options.ResultsPath, runId));
        var plan = new RunPlan
        {
            Harness = harness.Kind.Name,
            CaseNoun = harness.Kind.CaseNoun,
            RunId = runId,
            RunPath = Path.Combine(options.ResultsPath, runId),
            DataPath = options.DataPath,
            Planned = harness.Plan.Cases.Count,
            DataCases = harness.Plan.DataCases,
            Selection = options.Selection.ToString(),
            Model = harness.Model,
            Voice = harness.Voice,
            Provider = options.Target.Provider,
            Endpoint = harness.Endpoint,
        };
        plan = CostEstimate.AddTo(plan, options);
        if (!await sink.ConfirmAsync(plan.RunPath, $"Run {plan}", cancellationToken))
        {
            await sink.EmitAsync(plan, cancellationToken);
            return;
        }

        using RunFolder folder = OpenFolder(options, ref plan, services.Time);
        folder.Redactor = options.Target.Redactor;
        sink.Verbose($"The evidence of the run '{plan.RunId}' is written to {folder.Path}");
        try
        {
            await new HarnessRun<TCase, TResult>(services, harness, folder, sink).ExecuteAsync(plan, cancellationToken);
        }
        finally
        {
            sink.Verbose($"The evidence of the run '{plan.RunId}' is in {folder.Path}");
        }
    }

    /// <summary>Throws before the user is asked to confirm a run that cannot be resumed.</summary>
    private static void RequireRun(string path)
    {
        if (!RunFolder.CanBeResumed(path)) throw EvalErrors.RunNotFound(path, RunFolder.NamesBeside(path));
    }

    /// <summary>
    /// Creates or opens the folder of the run. A generated name is replaced by another one if a concurrent run has taken it.
    /// </summary>
    private static RunFolder OpenFolder(RunOptions options, ref RunPlan plan, TimeProvider time)
    {
        if (options.Resume)
        {
            return RunFolder.TryOpen(options.ResultsPath, plan.RunId)
                ?? throw EvalErrors.RunNotFound(plan.RunPath, RunFolder.NamesBeside(plan.RunPath));
        }

        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return RunFolder.Create(options.ResultsPath, plan.RunId, options.Force);
            }
            catch (EvalException exception)
                when (options.RunName.Length == 0
                    && attempt < Attempts
                    && exception.ErrorId is (nameof(EvalErrors.RunExists) or nameof(EvalErrors.RunInUse)))
            {
                string runId = RunId.New(options.ResultsPath, time);
                plan = plan with { RunId = runId, RunPath = Path.Combine(options.ResultsPath, runId) };
            }
        }
    }
}
