using System.Management.Automation;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using IOPath = System.IO.Path;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameters and the way of the cmdlets that look at evidence by rules.</summary>
public abstract class GateCommand : AsyncCommand
{
    /// <summary>The parameter set of what comes down the pipeline.</summary>
    protected const string ByInputObject = "InputObject";

    /// <summary>The parameter set of a run's folder.</summary>
    protected const string ByRunPath = "RunPath";

    /// <summary>The parameter set of a run's name.</summary>
    protected const string ByRunName = "RunName";

    private readonly GateInput _input = new();
    private GateOptions _options = new();
    private bool _isSpoken;

    /// <summary>The rules, such as 'pass_rate >= 0.95'; every one must hold.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(RuleCompleter))]
    public string[] Rule { get; set; } = [];

    /// <summary>Results of one or more runs, rows of their results.csv, folders of runs, or reports of a gate.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByInputObject)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <summary>The folder of a run.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByRunPath)]
    [ValidateNotNullOrEmpty]
    public string RunPath { get; set; } = "";

    /// <summary>The name of a run below ResultsPath.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByRunName)]
    [ValidateNotNullOrEmpty]
    public string RunName { get; set; } = "";

    /// <summary>The folder of all runs.</summary>
    [Parameter(ParameterSetName = ByRunName)]
    [ValidateNotNullOrEmpty]
    public string ResultsPath { get; set; } = "results";

    /// <summary>A file with named sets of rules, JSON or psd1.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PolicyPath { get; set; }

    /// <summary>The set of the policy; needless where there is only one.</summary>
    [Parameter]
    [ValidateNotNull]
    public string PolicySet { get; set; } = "";

    /// <summary>The least number of values for each rule; 0 for what the policy says, else 1.</summary>
    [Parameter]
    public int MinimumSampleCount { get; set; }

    /// <summary>How old the oldest case may be; zero for what the policy says, else 7 days.</summary>
    [Parameter]
    public TimeSpan MaximumAge { get; set; }

    /// <summary>Lets what the sandbox or a file answered pass, for a rehearsal.</summary>
    [Parameter]
    public SwitchParameter AllowSandbox { get; set; }

    /// <summary>The data file where it is now, if it is not where it was run.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DataPath { get; set; }

    /// <inheritdoc />
    protected sealed override void BeginProcessing()
    {
        // Rules that cannot be used must not keep a gate from being written false.
        this.Guarded(Begin, dataEnds: true);
        try
        {
            _options = ReadOptions();
        }
        catch (EvalException exception)
        {
            Refuse(ErrorRecords.Of(exception));
        }
    }

    /// <inheritdoc />
    protected sealed override void ProcessRecord() => this.Guarded(() =>
    {
        if (ParameterSetName == ByRunPath) Say(this.Full(RunPath));
        else if (ParameterSetName == ByRunName) Say(IOPath.Combine(this.Full(ResultsPath), RunName));
        else if (InputObject?.BaseObject is FileSystemInfo or string) Say(this.Full(FolderOf(InputObject.BaseObject)));
        else if (InputObject is not null && Takes(InputObject)) _isSpoken = true;
        else _input.Add(InputObject);
    });

    /// <summary>Results are looked at together, when all of them are there.</summary>
    protected sealed override void EndProcessing() => this.Guarded(() =>
    {
        if (ParameterSetName == ByInputObject && (!_input.IsEmpty || !_isSpoken)) Say([.. _input.Evaluate(_options)]);
        Finish();
    });

    /// <summary>What there is to do before anything comes down the pipeline.</summary>
    private protected virtual void Begin()
    {
    }

    /// <summary>Takes an object that only this cmdlet knows.</summary>
    /// <param name="item">The object.</param>
    /// <returns>Whether it did.</returns>
    private protected virtual bool Takes(PSObject item) => false;

    /// <summary>What there is to do when everything has been said.</summary>
    private protected virtual void Finish()
    {
    }

    /// <summary>Deals with rules or a policy that cannot be used. Where it returns, the gate has no rules, and so never passes.</summary>
    /// <param name="error">What is wrong.</param>
    private protected virtual void Refuse(ErrorRecord error) => ThrowTerminatingError(error);

    /// <summary>Says what came of one input: of a folder, or of all results of the pipeline together.</summary>
    /// <param name="reports">What the gate says about each run of it; at least one.</param>
    private protected abstract void Say(IReadOnlyList<GateReport> reports);

    private void Say(string runPath)
    {
        _isSpoken = true;
        Say([new GateEngine(_options, TimeProvider.System).Evaluate(RunFolderEvidence.Read(IOPath.TrimEndingDirectorySeparator(runPath)))]);
    }

    private GateOptions ReadOptions()
    {
        GateOptions policy = PolicyPath is null ? new GateOptions() : GatePolicy.Read(this.Full(PolicyPath), PolicySet);
        if (MaximumAge < TimeSpan.Zero) throw EvalErrors.InvalidSetting(["The maximum age of the evidence must be above zero."]);
        return GateOptions.Combine(policy, GateRule.ParseAll(Rule), MinimumSampleCount, MaximumAge.TotalHours) with { AllowSandbox = AllowSandbox, DataPath = DataPath is null ? "" : this.Full(DataPath) };
    }

    /// <summary>The folder that a path names; that of a file in it is meant by the file.</summary>
    private static string FolderOf(object item) => item switch
    {
        FileInfo file => file.DirectoryName!,
        FileSystemInfo folder => folder.FullName,
        _ => (string)item,
    };
}
