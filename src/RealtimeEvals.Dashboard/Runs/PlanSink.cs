using RealtimeEvals.Model;

namespace RealtimeEvals.Dashboard.Runs;

/// <summary>Takes the plan of a run, and lets nothing be run.</summary>
internal sealed class PlanSink : IRunSink
{
    private readonly List<string> _warnings = [];

    /// <summary>The plan; null until it is known.</summary>
    public RunPlan? Plan { get; private set; }

    /// <summary>What the user should know before the run is started.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    public ValueTask EmitAsync(object item, CancellationToken cancellationToken)
    {
        Plan = item as RunPlan ?? Plan;
        return ValueTask.CompletedTask;
    }

    public void Verbose(string text)
    {
        // A plan has nothing to tell beside itself.
    }

    public void Warning(string text) => _warnings.Add(text);

    public void Error(RunError error) => _warnings.Add(error.Message);

    public Task<bool> ConfirmAsync(string target, string action, CancellationToken cancellationToken) => Task.FromResult(false);

    public void Progress(RunProgress progress)
    {
        // Nothing is run.
    }
}
