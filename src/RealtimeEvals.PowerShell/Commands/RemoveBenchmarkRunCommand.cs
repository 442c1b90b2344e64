using System.Management.Automation;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Removes interviews from the store of runs.</summary>
[Cmdlet(VerbsCommon.Remove, "BenchmarkRun", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(BenchmarkRun))]
public sealed class RemoveBenchmarkRunCommand : BenchmarkRunCommand
{
    private protected override void Process(IEvalStore store, BenchmarkRun run)
    {
        if (ShouldProcess(store.Path, $"Remove the interview {run}") && store.Remove(run.Key) && PassThru) WriteObject(run);
    }
}
