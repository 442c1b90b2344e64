using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Playing;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Runs.Stores;
using IOPath = System.IO.Path;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Plays what the caller and the agent of cases sounded like, or writes it to a WAV file.</summary>
[Cmdlet(VerbsLifecycle.Start, "EvalAudio", DefaultParameterSetName = ByInputObject, SupportsShouldProcess = true)]
[Alias("play")]
[OutputType(typeof(FileInfo))]
public sealed class StartEvalAudioCommand : AsyncCommand
{
    private const string ByInputObject = "InputObject";
    private const string ByRunPath = "RunPath";
    private const string ByRunName = "RunName";

    private readonly List<PlayedCase> _written = [];
    private PlayOptions _options = new();

    /// <summary>
    /// Results whose audio is played: of crawls, walks and conversations, turns of conversations, and interviews of the store.
    /// </summary>
    /// <remarks>Each is played as it comes. Summaries of runs are passed over; they have no audio.</remarks>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByInputObject)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc cref="MeasureRunOptions.RunPath" />
    /// <remarks>A relative path starts at the current location. Wildcards are not resolved.</remarks>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByRunPath)]
    [Alias("Run")]
    [ValidateNotNullOrEmpty]
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

    /// <summary>The cases of the run that are played, in this order: ids of cases, simulations or conversations.</summary>
    /// <remarks>Of a case with several trials all are played, unless the trial is named, such as crawl_001.trial2.</remarks>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = ByRunPath)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByRunName)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RunCaseCompleter))]
    public string[] CaseId { get; set; } = [];

    /// <inheritdoc cref="PlayOptions.Mode" />
    [Parameter]
    public PlayMode Mode { get; set; }

    /// <inheritdoc cref="PlayOptions.OutPath" />
    /// <remarks>A relative path starts at the current location. The file is written when the last result has come.</remarks>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? OutPath { get; set; }

    /// <inheritdoc cref="PlayOptions.NoClobber" />
    /// <remarks>The error comes before anything in front of this command has run. It needs -OutPath.</remarks>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing() => this.Guarded(() =>
    {
        this.RequireGiven();
        _options = new PlayOptions { Mode = Mode, OutPath = OutPath is null ? "" : this.Full(OutPath), NoClobber = NoClobber };
        _options.RefuseToReplace();
    });

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() =>
    {
        if (Cases() is not { } cases) return;
        if (_options.OutPath.Length > 0) _written.AddRange(cases);
        else Play(cases);
    });

    /// <summary>Writes the file, which holds everything that came.</summary>
    protected override void EndProcessing() => this.Guarded(() =>
    {
        if (_written.Count > 0) Play(_written);
    });

    private IReadOnlyList<PlayedCase>? Cases() => ParameterSetName switch
    {
        ByRunPath => PlayedCase.In(IOPath.TrimEndingDirectorySeparator(this.Full(RunPath)), CaseId),
        ByRunName => PlayedCase.In(RunStores.Named(this.Full(ResultsPath), RunName), CaseId),
        _ => PlayInput.Of(InputObject),
    };

    private void Play(IReadOnlyList<PlayedCase> cases) => Pump((sink, cancellationToken) =>
        new PlayOperation(AdapterServices.Create(TimeProvider.System)).RunAsync(cases, _options, sink, cancellationToken));
}
