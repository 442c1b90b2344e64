using System.Management.Automation;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Runs.Stores;
using IOPath = System.IO.Path;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameters that name stored runs, by folder or by name, for cmdlets that do something with each.</summary>
public abstract class RunFolderCommand : PSCmdlet
{
    /// <summary>The parameter set for the folder of a run.</summary>
    protected const string ByRunPath = "RunPath";

    /// <summary>The parameter set for the name of a run.</summary>
    protected const string ByRunName = "RunName";

    private readonly HashSet<string> _done =
        new(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    /// <inheritdoc cref="MeasureRunOptions.RunPath" />
    /// <remarks>
    /// A relative path starts at the current location; wildcards are not resolved. Runs of Get-EvalRun, results, and folders of
    /// Get-ChildItem and Get-Item bring it with them. Each run is taken once, however many of its results come down the pipeline.
    /// </remarks>
    [Parameter(
        Mandatory = true,
        Position = 0,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = ByRunPath)]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "FullName", "LiteralPath")]
    public string RunPath { get; set; } = "";

    /// <inheritdoc cref="EvidenceCommand.RunName" />
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByRunName)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunNameCompleter))]
    public string[] RunName { get; set; } = [];

    /// <inheritdoc cref="RunOptions.ResultsPath" />
    /// <remarks>A relative path starts at the current location.</remarks>
    [Parameter(ParameterSetName = ByRunName)]
    [Alias("ResultsDir")]
    public string ResultsPath { get; set; } = "results";

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() =>
    {
        foreach (string folder in Folders())
        {
            string path = IOPath.TrimEndingDirectorySeparator(folder);
            if (_done.Add(path)) this.Guarded(() => Process(path));
        }
    });

    /// <summary>Does the work for one run.</summary>
    /// <param name="runPath">The absolute path of its folder.</param>
    private protected abstract void Process(string runPath);

    private IEnumerable<string> Folders() => ParameterSetName == ByRunName
        ? RunName.Select(name => RunStores.Named(this.Full(ResultsPath), name))
        : [this.Full(RunPath)];
}
