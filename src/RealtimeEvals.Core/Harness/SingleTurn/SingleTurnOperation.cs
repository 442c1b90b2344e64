using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.SingleTurn;

/// <summary>The way of every single-turn run: plan, ask, open the folder, run.</summary>
internal static class SingleTurnOperation
{
    /// <summary>Runs the cases of a harness whose settings and files have been found right.</summary>
    public static async Task RunAsync<TResult>(ISingleTurnHarness<TResult> harness, EvalServices services, IRunSink sink, CancellationToken cancellationToken)
        where TResult : SingleTurnResult
    {
        SingleTurnOptions options = harness.Options;
        string runId = options.RunName.Length > 0 ? options.RunName : RunId.New(options.ResultsPath, services.Time);
        var plan = new RunPlan
        {
            Harness = harness.Name,
            RunId = runId,
            RunPath = Path.Combine(options.ResultsPath, runId),
            DataPath = options.DataPath,
            Planned = harness.Cases.Count,
            Model = options.Model,
            Voice = options.Voice,
            Provider = options.Target.Provider,
        };
        if (!await sink.ConfirmAsync(plan.RunPath, $"Run {plan}", cancellationToken))
        {
            await sink.EmitAsync(plan, cancellationToken);
            return;
        }

        using RunFolder folder = (options.Resume ? RunFolder.TryOpen(options.ResultsPath, runId) : null) ?? RunFolder.Create(options.ResultsPath, runId, options.Force);
        await new SingleTurnRun<TResult>(services, harness, folder, sink).ExecuteAsync(plan, cancellationToken);
    }
}
