using System.Management.Automation;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Adds runs to the store of runs from their folders, which are the evidence, so that a lost store can be made anew.</summary>
[Cmdlet(VerbsData.Import, "EvalRun", SupportsShouldProcess = true, DefaultParameterSetName = ByPath)]
[OutputType(typeof(EvalRunSummary))]
public sealed class ImportEvalRunCommand : StoreCommand
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    /// <summary>Folders of runs, or folders with runs in them. Wildcards are permitted.</summary>
    /// <remarks>What the store knows of the run of a folder is brought up to date.</remarks>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The same folders, taken as they are written: brackets and asterisks are plain characters.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "FullName", "RunPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Each(Path, LiteralPath, Import);

    private void Import(string folder)
    {
        using IEvalStore store = OpenStore();
        foreach (string run in StoredRunImport.RunsAt(folder))
        {
            if (!ShouldProcess(store.Path, $"Add the run in {run}")) continue;
            this.Guarded(() => WriteObject(StoredRunImport.Add(store, run)));
        }
    }
}
