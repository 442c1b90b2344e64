using System.Collections;
using System.Management.Automation;
using RealtimeEvals.Gates;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Runs.Stores;
using IOPath = System.IO.Path;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The input of the cmdlets that evaluate evidence: results and reports from the pipeline, or the folder of a run.</summary>
public abstract class EvidenceCommand : AsyncCommand
{
    /// <summary>The parameter set for objects from the pipeline.</summary>
    protected const string ByInputObject = "InputObject";

    /// <summary>The parameter set for the folder of a run.</summary>
    protected const string ByRunPath = "RunPath";

    /// <summary>The parameter set for the name of a run.</summary>
    protected const string ByRunName = "RunName";

    /// <summary>
    /// Properties that an object with the name of a run must not have, because it then is a result, a plan or a report of a gate.
    /// </summary>
    private static readonly string[] Unfit = ["Outcome", "Verdict", "Harness", "GateKey", "ConversationId"];

    private readonly EvidenceInput _input = new();

    /// <summary>What to look at: results of one or more runs, rows of their results.csv, folders of runs, or reports of a gate.</summary>
    /// <remarks>
    /// <para>
    /// Results are those of Invoke-CrawlEval, Invoke-WalkReplay, Start-SimulatedConversation, Invoke-RefusalSmoke and Measure-EvalRun,
    /// those of a job too. They are sorted by their run. Rows are what Import-Csv reads from results.csv. Folders come as objects or as
    /// text.
    /// </para>
    /// <para>What cannot be read, and null, is kept as evidence that cannot be read.</para>
    /// </remarks>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByInputObject)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc cref="MeasureRunOptions.RunPath" />
    /// <remarks>A relative path starts at the current location. Wildcards are not resolved.</remarks>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRunPath)]
    [Alias("Run")]
    [ValidateNotNullOrEmpty]
    public string RunPath { get; set; } = "";

    /// <summary>The name of a run: the folder of that name in -ResultsPath.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRunName)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunNameCompleter))]
    public string RunName { get; set; } = "";

    /// <inheritdoc cref="RunOptions.ResultsPath" />
    /// <remarks>A relative path starts at the current location.</remarks>
    [Parameter(ParameterSetName = ByRunName)]
    [Alias("ResultsDir")]
    public string ResultsPath { get; set; } = "results";

    /// <summary>Whether any input was not handled as an object: the folder of a run, or an item for <see cref="Takes"/>.</summary>
    private protected bool HasOther { get; private set; }

    /// <inheritdoc />
    protected sealed override void ProcessRecord() => this.Guarded(() =>
    {
        if (ParameterSetName == ByRunPath) Take(this.Full(RunPath));
        else if (ParameterSetName == ByRunName) Take(RunStores.Named(this.Full(ResultsPath), RunName));
        else if (ParameterSetName != ByInputObject) TakeItem(InputObject);
        else foreach (PSObject? item in ItemsOf(InputObject)) TakeItem(item);
    });

    /// <inheritdoc />
    protected sealed override void EndProcessing() => this.Guarded(() => End(_input));

    /// <summary>Handles the evidence of a folder as soon as it is named.</summary>
    /// <param name="run">The evidence, or the reason why it cannot be read.</param>
    private protected abstract void TakeFolder(RunEvidence run);

    /// <summary>Handles an item that only the derived cmdlet knows.</summary>
    /// <param name="item">The object from the pipeline, if there is one.</param>
    /// <returns>Whether the item was handled.</returns>
    private protected virtual bool Takes(PSObject? item) => false;

    /// <summary>Handles all objects from the pipeline together, when the last one has arrived.</summary>
    /// <param name="input">The objects.</param>
    private protected abstract void End(EvidenceInput input);

    private void TakeItem(PSObject? item)
    {
        if (Takes(item)) HasOther = true;
        else if (item?.BaseObject is FileSystemInfo or string) Take(this.Full(FolderOf(item.BaseObject)));
        else if (RunOf(item) is string path) Take(path);
        else _input.Add(item);
    }

    /// <summary>Returns the items of an array that is given as a value, as a pipeline would.</summary>
    private static IEnumerable<PSObject?> ItemsOf(PSObject? given) => given?.BaseObject is IEnumerable many and not (string or IDictionary)
        ? many.Cast<object?>().Select(item => item is null ? null : PSObject.AsPSObject(item))
        : [given];

    /// <summary>
    /// Returns the folder that an object names by RunPath or RunName; null for a result, which is evidence itself, and for our own types.
    /// </summary>
    private string? RunOf(PSObject? item)
    {
        if (item?.BaseObject is not PSCustomObject
            || item.TypeNames.Any(name => name.StartsWith("Deserialized.", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        if (Unfit.Any(name => item.Properties[name] is not null)) return null;
        if (item.Properties[nameof(RunPath)]?.Value?.ToString() is { Length: > 0 } path) return this.Full(path);
        return item.Properties[nameof(RunName)]?.Value?.ToString() is { Length: > 0 } name
            ? RunStores.Named(this.Full(ResultsPath), name)
            : null;
    }

    /// <summary>Reads the evidence of a folder.</summary>
    private protected virtual RunEvidence ReadFolder(string path) => StoredRunEvidence.Read(path);

    private void Take(string runPath)
    {
        HasOther = true;
        TakeFolder(ReadFolder(IOPath.TrimEndingDirectorySeparator(runPath)));
    }

    /// <summary>Returns the folder that a path names; for a file, the folder that contains it.</summary>
    private static string FolderOf(object item) => item switch
    {
        FileInfo file => file.DirectoryName!,
        FileSystemInfo folder => folder.FullName,
        _ => (string)item,
    };
}
