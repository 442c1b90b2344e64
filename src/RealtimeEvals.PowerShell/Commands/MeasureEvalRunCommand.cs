using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Stores;
using RealtimeEvals.Sandbox;
using IOPath = System.IO.Path;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Summarizes stored runs. Conversations are decided again and, on request, judged again, without calling the agent.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "EvalRun",
    SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ByRunPath)]
[OutputType(typeof(ConversationResult), typeof(EvalRunSummary))]
public sealed class MeasureEvalRunCommand : ServiceCommand, IReleaseStep
{
    private const string ByRunPath = "RunPath";
    private const string ByRunName = "RunName";

    private readonly List<string> _paths = [];

    /// <inheritdoc cref="MeasureRunOptions.RunPath" />
    /// <remarks>
    /// A relative path starts at the current location; wildcards are not resolved. Results of Start-SimulatedConversation and folders of
    /// Get-ChildItem and Get-Item bring it with them. Each run is measured once, however many of its results come down the pipeline.
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

    /// <inheritdoc cref="MeasureRunOptions.Summary" />
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <inheritdoc cref="MeasureRunOptions.Judge" />
    [Parameter]
    public SwitchParameter Judge { get; set; }

    /// <inheritdoc cref="MeasureRunOptions.JudgeModel" />
    [Parameter]
    [ArgumentCompleter(typeof(JudgeModelCompleter))]
    public string JudgeModel { get; set; } = "";

    /// <inheritdoc cref="MeasureRunOptions.JudgeSamples" />
    [Parameter]
    [Alias("JudgeSamples")]
    public int? JudgeSampleCount { get; set; }

    /// <inheritdoc cref="MeasureRunOptions.TranscriptionModel" />
    [Parameter]
    [ArgumentCompleter(typeof(TranscriptionModelCompleter))]
    public string TranscriptionModel { get; set; } = "";

    /// <inheritdoc cref="MeasureRunOptions.Limit" />
    [Parameter]
    [Alias("Timeout")]
    public double TimeoutSec { get; set; } = TurnLimits.Default.Inactivity.TotalSeconds;

    /// <inheritdoc />
    internal override bool Spends => Judge && base.Spends;

    /// <inheritdoc />
    protected override void BeginProcessing() => this.Guarded(this.RequireGiven);

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() =>
    {
        string folder = ParameterSetName == ByRunName ? RunStores.Named(this.Full(ResultsPath), RunName) : this.Full(RunPath);
        string path = IOPath.TrimEndingDirectorySeparator(folder);
        StringComparer comparer = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        if (!_paths.Contains(path, comparer)) _paths.Add(path);
    });

    /// <summary>Measures at the end, because a run whose results come from the pipeline releases its folder only then.</summary>
    protected override void EndProcessing()
    {
        foreach (string path in _paths) this.Guarded(() => Pump((sink, cancellationToken) => RunAsync(path, sink, cancellationToken)));
    }

    private async Task RunAsync(string path, IRunSink sink, CancellationToken cancellationToken)
    {
        await using SandboxServer? sandbox = StartSandbox();
        var options = new MeasureRunOptions
        {
            RunPath = path,
            Summary = Summary,
            Target = Judge ? ResolveTarget(sandbox) : null,
            JudgeModel = JudgeModel,
            JudgeSamples = JudgeSampleCount,
            TranscriptionModel = TranscriptionModel,
            ThrottleLimit = ThrottleLimit,
            Limit = TurnLimits.Span(TimeoutSec),
        };
        await new MeasureRunOperation(AdapterServices.Create(TimeProvider.System)).RunAsync(options, sink, cancellationToken);
    }
}
