using System.Management.Automation;
using RealtimeEvals.Gates;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using IOPath = System.IO.Path;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The input of the cmdlets that look at evidence: results and reports of the pipeline, or the folder of a run.</summary>
public abstract class EvidenceCommand : AsyncCommand
{
    /// <summary>The parameter set of what comes down the pipeline.</summary>
    protected const string ByInputObject = "InputObject";

    /// <summary>The parameter set of a run's folder.</summary>
    protected const string ByRunPath = "RunPath";

    /// <summary>The parameter set of a run's name.</summary>
    protected const string ByRunName = "RunName";

    private readonly EvidenceInput _input = new();

    /// <summary>Results of one or more runs, rows of their results.csv, folders of runs, or reports of a gate.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByInputObject)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The folder of a run.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRunPath)]
    [ValidateNotNullOrEmpty]
    public string RunPath { get; set; } = "";

    /// <summary>The name of a run below ResultsPath.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRunName)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunNameCompleter))]
    public string RunName { get; set; } = "";

    /// <summary>The folder of all runs.</summary>
    [Parameter(ParameterSetName = ByRunName)]
    [ValidateNotNullOrEmpty]
    public string ResultsPath { get; set; } = "results";

    /// <summary>Whether something came that is not among the objects: the folder of a run, or what only one cmdlet knows.</summary>
    private protected bool HasOther { get; private set; }

    /// <inheritdoc />
    protected sealed override void ProcessRecord() => this.Guarded(() =>
    {
        if (ParameterSetName == ByRunPath) Take(this.Full(RunPath));
        else if (ParameterSetName == ByRunName) Take(IOPath.Combine(this.Full(ResultsPath), RunName));
        else if (Takes(InputObject)) HasOther = true;
        else if (InputObject?.BaseObject is FileSystemInfo or string) Take(this.Full(FolderOf(InputObject.BaseObject)));
        else _input.Add(InputObject);
    });

    /// <inheritdoc />
    protected sealed override void EndProcessing() => this.Guarded(() => End(_input));

    /// <summary>Takes the evidence of a folder, as soon as it is named.</summary>
    /// <param name="run">What is in it, or why that cannot be read.</param>
    private protected abstract void TakeFolder(RunEvidence run);

    /// <summary>Takes what only this cmdlet knows.</summary>
    /// <param name="item">The object of the pipeline, if there is one.</param>
    /// <returns>Whether it did.</returns>
    private protected virtual bool Takes(PSObject? item) => false;

    /// <summary>Deals with what came as objects, when all of them are there.</summary>
    /// <param name="input">The objects.</param>
    private protected abstract void End(EvidenceInput input);

    private void Take(string runPath)
    {
        HasOther = true;
        TakeFolder(RunFolderEvidence.Read(IOPath.TrimEndingDirectorySeparator(runPath)));
    }

    /// <summary>The folder that a path names; that of a file in it is meant by the file.</summary>
    private static string FolderOf(object item) => item switch
    {
        FileInfo file => file.DirectoryName!,
        FileSystemInfo folder => folder.FullName,
        _ => (string)item,
    };
}
