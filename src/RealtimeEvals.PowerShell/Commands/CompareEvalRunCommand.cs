using System.Management.Automation;
using RealtimeEvals.Adapters;
using RealtimeEvals.Comparing;
using RealtimeEvals.Harness;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Runs.Stores;
using IOPath = System.IO.Path;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>Says what changed between two runs of the same cases, or since an approved baseline.</summary>
[Cmdlet(VerbsData.Compare, "EvalRun", DefaultParameterSetName = ByRunPath)]
[OutputType(typeof(EvalComparison))]
public sealed class CompareEvalRunCommand : AsyncCommand
{
    private const string ByRunPath = "RunPath";
    private const string ByRunName = "RunName";

    private readonly List<string> _paths = [];

    /// <summary>The run to be compared: its folder. Without a yardstick, two runs, of which the older one is the yardstick.</summary>
    /// <remarks>
    /// A relative path starts at the current location; wildcards are not resolved. Summaries of Get-EvalRun and results of a run bring it
    /// with them, and so do folders of Get-Item. Each run is taken once, however many of its results come.
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
    [Parameter]
    [Alias("ResultsDir")]
    public string ResultsPath { get; set; } = "results";

    /// <inheritdoc cref="CompareOptions.ReferencePath" />
    /// <remarks>A relative path starts at the current location.</remarks>
    /// <value>the older one of two runs</value>
    [Parameter]
    [Alias("BaselinePath", "Baseline")]
    public string? ReferencePath { get; set; }

    /// <summary>The name of the run that is the yardstick: the folder of that name in -ResultsPath.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RunNameCompleter))]
    public string? ReferenceName { get; set; }

    /// <inheritdoc cref="CompareOptions.Figures" />
    [Parameter]
    [ArgumentCompleter(typeof(FigureCompleter))]
    public string[] Figure { get; set; } = [];

    /// <inheritdoc cref="CompareOptions.MinimumCaseCount" />
    [Parameter]
    [Alias("MinCases")]
    public int MinimumCaseCount { get; set; } = CompareOptions.DefaultMinimumCaseCount;

    /// <inheritdoc cref="CompareOptions.Seed" />
    [Parameter]
    public int Seed { get; set; } = 1;

    /// <inheritdoc cref="CompareOptions.AllowUnpaired" />
    [Parameter]
    public SwitchParameter AllowUnpaired { get; set; }

    /// <inheritdoc />
    protected override void BeginProcessing() => this.Guarded(() =>
    {
        this.RequireGiven();
        if (ReferencePath is not null && ReferenceName is not null)
        {
            throw EvalErrors.InvalidSetting(["A path and a name of a yardstick are given; one of them is enough."]);
        }

        // What is wrong with the other settings is told before anything in front of this command has run.
        Options("yardstick", "run").Require();
    });

    /// <inheritdoc />
    protected override void ProcessRecord() => this.Guarded(() =>
    {
        string folder = ParameterSetName == ByRunName ? Named(RunName) : this.Full(RunPath);
        string path = IOPath.TrimEndingDirectorySeparator(folder);
        StringComparer comparer = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        if (!_paths.Contains(path, comparer)) _paths.Add(path);
    });

    /// <summary>Compares at the end, when all runs are known and those of the pipeline have ended.</summary>
    protected override void EndProcessing()
    {
        this.Guarded(() =>
        {
            if (Yardstick() is string reference)
            {
                foreach (string path in _paths) this.Guarded(() => Compare(reference, path));
            }
            else if (_paths is [string one, string other])
            {
                (string older, string newer) = CompareOperation.InOrder(one, other);
                Compare(older, newer);
            }
            else if (_paths.Count > 0)
            {
                throw EvalErrors.InvalidSetting(
                [
                    FormattableString.Invariant($"Two runs are compared, and {_paths.Count} came; ")
                    + "name a yardstick where there is one run, "
                    + "or where several are compared with it.",
                ]);
            }
        });
    }

    private string Named(string name) => RunStores.FirstRun(RunStores.Named(this.Full(ResultsPath), name));

    private string? Yardstick() => ReferencePath is not null ? this.Full(ReferencePath)
        : ReferenceName is not null ? Named(ReferenceName)
        : null;

    /// <summary>Compares two runs. The adapters are loaded here, after the module has set their path.</summary>
    private void Compare(string reference, string candidate) =>
        WriteObject(new CompareOperation(AdapterServices.Distributions).Compare(Options(reference, candidate)));

    private CompareOptions Options(string reference, string candidate) => new()
    {
        ReferencePath = reference,
        CandidatePath = candidate,
        Figures = Figure,
        MinimumCaseCount = MinimumCaseCount,
        Seed = Seed,
        AllowUnpaired = AllowUnpaired,
    };
}
