using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Harness.Merging;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Runs;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Makes one run of all shards of a plan, which a gate takes like one that was never divided.</summary>
[Cmdlet(VerbsData.Merge, "EvalRun", SupportsShouldProcess = true, DefaultParameterSetName = ByPath)]
[OutputType(typeof(EvalRunSummary))]
public sealed class MergeEvalRunCommand : AsyncCommand, IReleaseStep
{
    private const string ByPath = "Path";
    private const string ByLiteralPath = "LiteralPath";

    private readonly List<string> _folders = [];

    /// <inheritdoc cref="MergeOptions.RunPaths" />
    /// <remarks>A relative path starts at the current location. Wildcards are permitted.</remarks>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The same folders, taken as they are written: brackets and asterisks are plain characters.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("PSPath", "FullName", "RunPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc cref="MergeOptions.RunName" />
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string RunName { get; set; } = "";

    /// <inheritdoc cref="MergeOptions.ResultsPath" />
    /// <remarks>A relative path starts at the current location.</remarks>
    [Parameter]
    [Alias("ResultsDir")]
    public string ResultsPath { get; set; } = "results";

    /// <inheritdoc cref="MergeOptions.Force" />
    [Parameter]
    [Alias("Overwrite")]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc cref="MergeOptions.SkipPlots" />
    [Parameter]
    [Alias("SkipPlots")]
    public SwitchParameter SkipPlot { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing() => this.Guarded(this.RequireGiven);

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() =>
    {
        _folders.AddRange(LiteralPath.Select(this.Full));
        _folders.AddRange(Path.SelectMany(this.Existing));
    });

    /// <summary>Merges at the end, when all shards are known.</summary>
    protected override void EndProcessing() => this.Guarded(() =>
    {
        if (_folders.Count == 0 && MyInvocation.ExpectingInput) throw EvalErrors.InvalidSetting(["No shard came down the pipeline."]);
        var options = new MergeOptions
        {
            RunPaths = _folders,
            ResultsPath = this.Full(ResultsPath),
            RunName = RunName,
            Force = Force,
            SkipPlots = SkipPlot,
        };
        Pump((sink, cancellationToken) =>
            new MergeOperation(AdapterServices.Create(TimeProvider.System)).RunAsync(options, sink, cancellationToken));
    });
}
