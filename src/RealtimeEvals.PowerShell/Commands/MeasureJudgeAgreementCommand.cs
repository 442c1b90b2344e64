using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Calibration;
using RealtimeEvals.Harness;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Measures how far the grades of a run agree with what people said about the same items.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "JudgeAgreement", DefaultParameterSetName = ByRunPath, SupportsShouldProcess = true)]
[OutputType(typeof(JudgeAgreement))]
public sealed class MeasureJudgeAgreementCommand : AsyncCommand
{
    private const string ByRunPath = "RunPath";
    private const string ByRunName = "RunName";

    private AgreementOptions _options = new();
    private string _runPath = "";

    /// <inheritdoc cref="AgreementOptions.RunPath" />
    /// <remarks>
    /// A relative path starts at the current location; wildcards are not resolved. Results of a run bring it with them, and so do folders
    /// of Get-Item. All of one pipeline are of one run.
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
    public string RunName { get; set; } = "";

    /// <inheritdoc cref="RunOptions.ResultsPath" />
    /// <remarks>A relative path starts at the current location.</remarks>
    [Parameter(ParameterSetName = ByRunName)]
    [Alias("ResultsDir")]
    public string ResultsPath { get; set; } = "results";

    /// <inheritdoc cref="AgreementOptions.LabelPath" />
    /// <remarks>A relative path starts at the current location; wildcards are not resolved.</remarks>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ByRunPath)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByRunName)]
    [ValidateNotNullOrEmpty]
    [Alias("Labels")]
    public string LabelPath { get; set; } = "";

    /// <inheritdoc cref="AgreementOptions.Graders" />
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Grader { get; set; } = [];

    /// <inheritdoc cref="AgreementOptions.MinimumItemCount" />
    [Parameter]
    [Alias("MinItems")]
    public int MinimumItemCount { get; set; } = new AgreementOptions().MinimumItemCount;

    /// <inheritdoc cref="AgreementOptions.OutputPath" />
    /// <remarks>A relative path starts at the current location.</remarks>
    [Parameter]
    [Alias("OutputFile")]
    public string? OutputPath { get; set; }

    /// <inheritdoc cref="AgreementOptions.NoClobber" />
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing() => this.Guarded(() =>
    {
        this.RequireGiven();
        _options = new AgreementOptions
        {
            LabelPath = this.Full(LabelPath),
            Graders = Grader,
            MinimumItemCount = MinimumItemCount,
            OutputPath = OutputPath is null ? "" : this.Full(OutputPath),
            NoClobber = NoClobber,
        };
        _options.Require();
    }, dataEnds: true);

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() =>
    {
        string path = System.IO.Path.TrimEndingDirectorySeparator(
            ParameterSetName == ByRunName ? RunStores.Named(this.Full(ResultsPath), RunName) : this.Full(RunPath));
        if (_runPath.Length > 0 && path != _runPath)
        {
            throw EvalErrors.InvalidSetting(["Labels are compared with one run at a time; results of two came down the pipeline."]);
        }

        _runPath = path;
    });

    /// <summary>Measures at the end, because a run whose results come from the pipeline is whole only then.</summary>
    protected override void EndProcessing() => this.Guarded(() =>
    {
        if (_runPath.Length == 0) return;
        AgreementOptions options = _options with { RunPath = _runPath };
        if (options.OutputPath.Length > 0 && !ShouldProcess(options.OutputPath, "Write the agreement of judges with people"))
        {
            options = options with { OutputPath = "", NoClobber = false };
        }

        WriteObject(Measure(options), enumerateCollection: true);
    }, dataEnds: true);

    /// <summary>Measures. The adapters are loaded here, after the module has set their path.</summary>
    private static IReadOnlyList<JudgeAgreement> Measure(AgreementOptions options) =>
        new AgreementOperation(
            AdapterServices.Create(TimeProvider.System).Tables, AdapterServices.Distributions, TimeProvider.System).Measure(options);
}
