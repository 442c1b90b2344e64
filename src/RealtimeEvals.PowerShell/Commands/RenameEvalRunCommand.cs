using System.Management.Automation;
using RealtimeEvals.Harness.Kinds;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Gives a stored run another name: that of its folder, in the store of runs too.</summary>
[Cmdlet(VerbsCommon.Rename, "EvalRun", SupportsShouldProcess = true, DefaultParameterSetName = ByRunPath)]
[OutputType(typeof(EvalRunSummary))]
public sealed class RenameEvalRunCommand : ListedRunCommand
{
    /// <summary>The new name, which no run in the same folder has.</summary>
    /// <remarks>It is a name, not a path: a run is not moved to another folder.</remarks>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ByRunPath)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByRunName)]
    [ValidateNotNullOrEmpty]
    public string NewName { get; set; } = "";

    private protected override void Process(string runPath)
    {
        if (!ShouldProcess(runPath, $"Rename the run to '{NewName}'")) return;
        using IEvalStore store = OpenStore();
        string path = StoredRunUpkeep.Rename(store, runPath, NewName);
        if (PassThru) WriteObject(HarnessKinds.Summarize(path));
    }
}
