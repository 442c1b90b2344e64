using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Harness.Imports;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Adds runs to the store of runs: from their folders, or from results of other programs.</summary>
[Cmdlet(VerbsData.Import, "EvalRun", SupportsShouldProcess = true, DefaultParameterSetName = ByPath)]
[OutputType(typeof(EvalRunSummary))]
public sealed class ImportEvalRunCommand : StoreCommand
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    /// <summary>Folders of runs or of other results, folders with such in them, or tables and logs. Wildcards are permitted.</summary>
    /// <remarks>
    /// What the store knows of the run of a folder is brought up to date. Results of other programs are folders with results.csv of the
    /// realtime evals of OpenAI's cookbook, such a table alone, and JSON lines of OpenAI Evals.
    /// </remarks>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The same paths, taken as they are written: brackets and asterisks are plain characters.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "FullName", "RunPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc cref="ForeignImportOptions.ResultsPath" />
    /// <remarks>A relative path starts at the current location.</remarks>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("ResultsDir")]
    public string ResultsPath { get; set; } = "results";

    /// <inheritdoc cref="ForeignImportOptions.RunName" />
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string RunName { get; set; } = "";

    /// <inheritdoc cref="ForeignImportOptions.Force" />
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Each(Path, LiteralPath, Import);

    private void Import(string path)
    {
        using IEvalStore store = OpenStore();
        ImportPlaces places = ForeignImport.At(path);
        foreach (string run in places.Runs)
        {
            if (!ShouldProcess(store.Path, $"Add the run in {run}")) continue;
            this.Guarded(() => WriteObject(StoredRunImport.Add(store, run)));
        }

        var options = new ForeignImportOptions { ResultsPath = this.Full(ResultsPath), RunName = RunName, Force = Force };
        foreach (string results in places.Results)
        {
            if (!ShouldProcess(store.Path, $"Make a run of the results in {results}")) continue;
            this.Guarded(() => WriteObject(new ForeignImport(AdapterServices.Create(TimeProvider.System)).Add(store, results, options)));
        }
    }
}
