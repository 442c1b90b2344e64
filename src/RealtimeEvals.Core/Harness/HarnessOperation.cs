using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;

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
        IRunStore store = harness.Store;
        string runId = options.FolderName.Length > 0
            ? options.FolderName
            : RunId.New(store, services.Time, options.Shard?.Suffix ?? "");
        if (options.Resume) RequireRun(store, runId);
        var plan = new RunPlan
        {
            Harness = harness.Kind.Name,
            CaseNoun = harness.Kind.CaseNoun,
            RunId = runId,
            RunPath = store.PathOf(runId),
            DataPath = options.DataPath,
            Planned = harness.Plan.Cases.Count,
            DataCases = harness.Plan.DataCases,
            Selection = SelectionOf(options),
            Model = harness.Model,
            Voice = harness.Voice,
            Provider = options.Target.Provider,
            Endpoint = harness.Endpoint,
        };
        plan = PlanEstimate.AddTo(plan, harness, store, services.Time);
        if (options.MaximumCostUsd is not null && !plan.ArePricesKnown)
        {
            throw EvalErrors.InvalidSetting([$"The cap of cost cannot be kept: there is {plan.CostBasis}."]);
        }

        if (!await sink.ConfirmAsync(plan.RunPath, $"Run {plan}", cancellationToken))
        {
            foreach (string warning in ModelEndDates.Untold(plan, services.Time)) sink.Warning(warning);
            await sink.EmitAsync(plan, cancellationToken);
            return;
        }

        using IEvalStore? index = OpenIndex(services, harness.NeedsStore, sink);
        using IRunWriter run = Open(store, options, ref plan, services.Time);
        run.Files.Redactor = options.Target.Redactor;
        sink.Verbose($"The evidence of the run '{plan.RunId}' is written to {run.Files.Path}");
        try
        {
            var indexed = new RunIndex(index, sink.Warning);
            await new HarnessRun<TCase, TResult>(services, harness, run, indexed, sink).ExecuteAsync(plan, cancellationToken);
        }
        finally
        {
            sink.Verbose($"The evidence of the run '{plan.RunId}' is in {run.Files.Path}");
        }
    }

    private static string SelectionOf(RunOptions options) => options.Shard is not Shard shard ? options.Selection.ToString()
        : options.Selection.IsAll ? $"shard {shard}" : $"{options.Selection}; shard {shard}";

    /// <summary>Opens the store of runs. A run that can do without gives a warning when that is not possible.</summary>
    private static IEvalStore? OpenIndex(EvalServices services, bool isNeeded, IRunSink sink)
    {
        IEvalStore? store = null;
        try
        {
            store = services.OpenStore?.Invoke();
            if (isNeeded) store?.RequireWritable();
            return store;
        }
        catch (EvalException exception) when (!isNeeded)
        {
            sink.Warning($"{exception.Message} {exception.RecommendedAction}");
            return null;
        }
        catch
        {
            store?.Dispose();
            throw;
        }
    }

    /// <summary>Throws before the user is asked to confirm a run that cannot be resumed.</summary>
    private static void RequireRun(IRunStore store, string runId)
    {
        if (!store.CanResume(runId)) throw EvalErrors.RunNotFound(store.PathOf(runId), [.. store.Ids]);
    }

    /// <summary>
    /// Creates or opens the folder of the run. A generated name is replaced by another one if a concurrent run has taken it.
    /// </summary>
    private static IRunWriter Open(IRunStore store, RunOptions options, ref RunPlan plan, TimeProvider time)
    {
        if (options.Resume) return store.Resume(plan.RunId) ?? throw EvalErrors.RunNotFound(plan.RunPath, [.. store.Ids]);

        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return store.Create(plan.RunId, options.Force);
            }
            catch (EvalException exception)
                when (options.RunName.Length == 0
                    && attempt < Attempts
                    && exception.ErrorId is (nameof(EvalErrors.RunExists) or nameof(EvalErrors.RunInUse)))
            {
                string runId = RunId.New(store, time, options.Shard?.Suffix ?? "");
                plan = plan with { RunId = runId, RunPath = store.PathOf(runId) };
            }
        }
    }
}
