using System.Management.Automation;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Removes stored runs: their folders, and what the store of runs knows of them.</summary>
[Cmdlet(VerbsCommon.Remove, "EvalRun",
    SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByRunPath)]
[OutputType(typeof(EvalRunSummary))]
public sealed class RemoveEvalRunCommand : ListedRunCommand
{
    private protected override void Process(string runPath)
    {
        if (!ShouldProcess(runPath, "Remove the run with all its evidence")) return;
        using IEvalStore store = OpenStore();
        EvalRunSummary? listed = PassThru ? store.ListRuns().FirstOrDefault(run => run.RunPath == runPath) : null;
        StoredRunUpkeep.Remove(store, runPath);
        if (listed is not null) WriteObject(listed);
    }
}
