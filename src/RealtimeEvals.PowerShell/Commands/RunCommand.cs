using System.Management.Automation;
using RealtimeEvals.Harness;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameters and the common steps of the cmdlets that run cases from data files. Each file is a run of its own.</summary>
/// <typeparam name="TOptions">The options of the operation.</typeparam>
public abstract class RunCommand<TOptions> : CappedCommand, IReleaseStep
    where TOptions : RunOptions
{
    /// <summary>The parameter set for paths with wildcards.</summary>
    protected const string ByPath = "Path";

    /// <summary>The parameter set for literal paths.</summary>
    protected const string ByLiteralPath = "LiteralPath";

    private readonly List<AskedRun> _asked = [];
    private readonly List<string> _left = [];
    private readonly List<EvalException> _missing = [];
    private int _finished;
    private bool _selectsCases;

    /// <inheritdoc cref="RunOptions.DataPath" />
    /// <remarks>Wildcards are resolved. A relative path starts at the current location. Each file is a run of its own.</remarks>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [Alias("DataCsv")]
    public string[]? Path { get; set; }

    /// <summary>The data files, taken as they are written: brackets and asterisks are plain characters.</summary>
    /// <remarks>
    /// Files of Get-ChildItem and Get-Item bind here by their property PSPath, sets of New-WalkAudio by their property DataPath.
    /// </remarks>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "FullName", "IndexPath", "DataPath")]
    public string[]? LiteralPath { get; set; }

    /// <inheritdoc cref="RunOptions.ResultsPath" />
    /// <remarks>It is made when it is not there. A relative path starts at the current location.</remarks>
    [Parameter]
    [Alias("ResultsDir")]
    public string ResultsPath { get; set; } = "results";

    /// <inheritdoc cref="RunOptions.RunName" />
    /// <remarks>With a name only one data file can be run.</remarks>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(RunNameCompleter))]
    public string RunName { get; set; } = "";

    /// <inheritdoc cref="RunOptions.ChunkMilliseconds" />
    [Parameter]
    [Alias("ChunkMs")]
    public int ChunkMilliseconds { get; set; } = 20;

    /// <inheritdoc cref="RunOptions.RealTime" />
    [Parameter]
    public SwitchParameter RealTime { get; set; }

    /// <inheritdoc cref="CaseSelection.CaseIds" />
    /// <remarks>
    /// Results that come down the pipeline bring their ids and their data file, or the file of their simulation: these cases are run again,
    /// in one run for each file. Name an index of simulations with -Path where ids come from elsewhere.
    /// </remarks>
    [Parameter(ParameterSetName = ByPath)]
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [Alias("ConversationId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(CaseIdCompleter))]
    public string[] CaseId { get; set; } = [];

    /// <inheritdoc cref="CaseSelection.Tags" />
    [Parameter]
    [ArgumentCompleter(typeof(TagCompleter))]
    public string[] Tag { get; set; } = [];

    /// <inheritdoc cref="CaseSelection.FailedIn" />
    [Parameter]
    [ArgumentCompleter(typeof(RunNameCompleter))]
    public string[] FailedIn { get; set; } = [];

    /// <inheritdoc cref="RunOptions.Trials" />
    [Parameter]
    [Alias("Trials")]
    public int? TrialCount { get; set; }

    /// <inheritdoc cref="RunOptions.MaximumCases" />
    [Parameter]
    [Alias("MaxExamples")]
    public int MaximumCount { get; set; }

    /// <inheritdoc cref="TurnLimits.Inactivity" />
    /// <remarks>The handshake waits for as long, but for at most 10 seconds.</remarks>
    [Parameter]
    [Alias("Timeout")]
    public double TimeoutSec { get; set; } = TurnLimits.Default.Inactivity.TotalSeconds;

    /// <inheritdoc cref="RunOptions.Force" />
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc cref="RunOptions.Resume" />
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <inheritdoc cref="RunOptions.SkipPlots" />
    [Parameter]
    [Alias("SkipPlots")]
    public SwitchParameter SkipPlot { get; set; }

    /// <inheritdoc cref="RunOptions.Summary" />
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <summary>Checks the command line. Case ids on it select cases; those of the pipeline are results that are run again.</summary>
    protected sealed override void BeginProcessing() => this.Guarded(() =>
    {
        this.RequireGiven();
        _selectsCases = MyInvocation.BoundParameters.ContainsKey(nameof(CaseId));
    });

    /// <summary>Collects the runs. Results of the same data file are combined to one run of their cases.</summary>
    protected sealed override void ProcessRecord()
    {
        bool areResults = !_selectsCases && CaseId.Length > 0;
        foreach (string data in DataPaths())
        {
            if (areResults
                && _asked.Find(one => one.AreResults && one.DataPath == data && one.RunName == RunName) is AskedRun same)
            {
                same.CaseIds.AddRange(CaseId);
            }
            else
            {
                _asked.Add(new AskedRun(data, RunName, areResults, [.. CaseId]));
            }
        }
    }

    /// <summary>Runs at the end, because all results have arrived then and their run has released its folder.</summary>
    protected sealed override void EndProcessing() => this.Guarded(() =>
    {
        if (_asked.GroupBy(one => one.RunName, StringComparer.OrdinalIgnoreCase).Any(group => group.Key.Length > 0 && group.Count() > 1))
            throw EvalErrors.InvalidSetting(["Each data file is a run of its own, so one run name does not fit several."]);
        foreach (EvalException missing in _asked.Count > 0 ? _missing : _missing.SkipLast(1)) WriteError(ErrorRecords.Of(missing));
        if (_asked.Count == 0 && _missing.Count > 0) throw _missing[^1];
        Func<ServiceTarget, TOptions>[] runs = [.. _asked.Select(Plan)];
        if (runs.Length > 0) Pump((sink, cancellationToken) => RunAllAsync(runs, sink, cancellationToken));

        // A following command must not take the emitted results for the results of all files.
        if (_left.Count > 0 && _finished > 0 && MyInvocation.PipelinePosition < MyInvocation.PipelineLength)
        {
            throw EvalErrors.RunsMissing(_left);
        }
    });

    /// <summary>The path of the shipped cases.</summary>
    private protected abstract string ShippedData { get; }

    /// <summary>
    /// Returns a function that creates the options of this cmdlet. It is called on the pipeline thread, where paths are resolved; the
    /// returned function is called on another thread.
    /// </summary>
    /// <param name="resultsPath">The resolved folder of all runs.</param>
    private protected abstract Func<ServiceTarget, TOptions> PlanOptions(string resultsPath);

    /// <summary>Runs one file. The adapters are loaded here, after the module has set their path.</summary>
    private protected abstract Task RunAsync(TOptions options, IRunSink sink, CancellationToken cancellationToken);

    /// <summary>
    /// Returns the data files of one record. A missing file is reported at the end, by an error that ends the pipeline only if there is no
    /// other file.
    /// </summary>
    private List<string> DataPaths()
    {
        var found = new List<string>();
        if (LiteralPath is null && Path is null) return [ShippedData];
        foreach (string written in LiteralPath ?? Path!)
        {
            try
            {
                found.AddRange(LiteralPath is null ? this.Existing(written) : [this.Full(written)]);
            }
            catch (EvalException exception)
            {
                _left.Add(written);
                _missing.Add(exception);
            }
        }

        return found;
    }

    private Func<ServiceTarget, TOptions> Plan(AskedRun asked)
    {
        string results = this.Full(ResultsPath);
        Func<ServiceTarget, TOptions> own = PlanOptions(results);
        var selection = new CaseSelection { CaseIds = asked.CaseIds, Tags = Tag, FailedIn = this.Runs(FailedIn, results) };
        return target => (TOptions)(Capped(own(target)) with
        {
            DataPath = asked.DataPath,
            RunName = asked.RunName,
            Selection = selection,
            ChunkMilliseconds = ChunkMilliseconds,
            RealTime = RealTime,
            Trials = TrialCount,
            MaximumCases = MaximumCount,
            ThrottleLimit = ThrottleLimit,
            Limits = TurnLimits.FromSeconds(TimeoutSec, TotalTimeoutSec),
            RetryLimit = TurnLimits.Span(RetryTimeoutSec),
            Seed = Seed,
            Force = Force,
            Resume = Resume,
            SkipPlots = SkipPlot,
            Summary = Summary,
        });
    }

    private async Task RunAllAsync(Func<ServiceTarget, TOptions>[] runs, IRunSink sink, CancellationToken cancellationToken)
    {
        await using SandboxServer? sandbox = StartSandbox();
        ServiceTarget target = ResolveTarget(sandbox);
        foreach (Func<ServiceTarget, TOptions> run in runs)
        {
            TOptions options = run(target);
            try
            {
                await RunAsync(options, sink, cancellationToken);
                _finished++;
            }
            catch (EvalException exception) when (exception.Kind == ErrorKind.Data)
            {
                // Continue with the next file.
                _left.Add(options.DataPath);
                sink.Error(RunError.Of(exception, options.DataPath));
            }
        }

        foreach (string warning in sandbox?.DescribeUnusedFaults() ?? []) sink.Warning(warning);
    }
}
