using System.Management.Automation;
using RealtimeEvals.Comparing;
using RealtimeEvals.Harness;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Runs.Stores;
using IOPath = System.IO.Path;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Writes a run to a small file for version control, which later runs are held against.</summary>
[Cmdlet(VerbsData.Export, "EvalBaseline", DefaultParameterSetName = ByRunPath, SupportsShouldProcess = true)]
[OutputType(typeof(EvalBaseline))]
public sealed class ExportEvalBaselineCommand : AsyncCommand
{
    private const string ByRunPath = "RunPath";
    private const string ByRunName = "RunName";

    private string _runPath = "";
    private BaselineOptions _options = new();

    /// <inheritdoc cref="BaselineOptions.RunPath" />
    /// <remarks>
    /// A relative path starts at the current location; wildcards are not resolved. Summaries of Get-EvalRun and results of a run bring it
    /// with them. All of one pipeline are of one run.
    /// </remarks>
    [Parameter(
        Mandatory = true,
        Position = 1,
        ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true,
        ParameterSetName = ByRunPath)]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "FullName", "LiteralPath")]
    public string RunPath { get; set; } = "";

    /// <inheritdoc cref="EvidenceCommand.RunName" />
    [Parameter(Mandatory = true, ParameterSetName = ByRunName)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunNameCompleter))]
    public string RunName { get; set; } = "";

    /// <inheritdoc cref="RunOptions.ResultsPath" />
    /// <remarks>A relative path starts at the current location.</remarks>
    [Parameter(ParameterSetName = ByRunName)]
    [Alias("ResultsDir")]
    public string ResultsPath { get; set; } = "results";

    /// <inheritdoc cref="BaselineOptions.OutputPath" />
    /// <remarks>A relative path starts at the current location.</remarks>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [Alias("OutputFile")]
    public string? OutputPath { get; set; }

    /// <inheritdoc cref="BaselineOptions.Figures" />
    [Parameter]
    [ArgumentCompleter(typeof(FigureCompleter))]
    public string[] Figure { get; set; } = [];

    /// <inheritdoc cref="BaselineOptions.NoClobber" />
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Passes on what was written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Checks the settings before the preceding commands of the pipeline do their work.</summary>
    protected override void BeginProcessing() => this.Guarded(() =>
    {
        this.RequireGiven();
        _options = new BaselineOptions { OutputPath = this.Full(OutputPath!), Figures = Figure, NoClobber = NoClobber };
        _options.Require();
    });

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() =>
    {
        string folder = ParameterSetName == ByRunName ? RunStores.Named(this.Full(ResultsPath), RunName) : this.Full(RunPath);
        string path = IOPath.TrimEndingDirectorySeparator(folder);
        if (_runPath.Length > 0 && path != _runPath)
        {
            throw EvalErrors.InvalidSetting(["A baseline is made of one run; results of two came down the pipeline."]);
        }

        _runPath = path;
    });

    /// <summary>Writes at the end, because a run whose results come from the pipeline is whole only then.</summary>
    protected override void EndProcessing() => this.Guarded(() =>
    {
        if (_runPath.Length == 0 || !ShouldProcess(_options.OutputPath, "Write a baseline")) return;
        EvalBaseline written = BaselineOperation.Export(_options with { RunPath = _runPath });
        if (PassThru) WriteObject(written);
    });
}
