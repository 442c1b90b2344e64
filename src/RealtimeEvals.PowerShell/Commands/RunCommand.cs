using System.Management.Automation;
using RealtimeEvals.Harness;
using RealtimeEvals.Model;
using RealtimeEvals.PowerShell.Completion;
using RealtimeEvals.PowerShell.Pipeline;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;

namespace RealtimeEvals.PowerShell.Commands;

/// <summary>The parameters and the way of the cmdlets that run cases from data files: each file is a run of its own.</summary>
/// <typeparam name="TOptions">The options of the operation.</typeparam>
public abstract class RunCommand<TOptions> : SessionCommand, IReleaseStep
    where TOptions : RunOptions
{
    /// <summary>The parameter set of paths with wildcards.</summary>
    protected const string ByPath = "Path";

    /// <summary>The parameter set of paths as they are written.</summary>
    protected const string ByLiteralPath = "LiteralPath";

    /// <summary>The data files; wildcards are resolved. Each is a run of its own. Without any, the shipped cases are run.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = ByPath)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [Alias("DataCsv")]
    public string[]? Path { get; set; }

    /// <summary>The data files, taken as they are written.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByLiteralPath)]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "FullName", "DataPath")]
    public string[]? LiteralPath { get; set; }

    /// <summary>The folder of all runs.</summary>
    [Parameter]
    [Alias("ResultsDir")]
    [ValidateNotNullOrEmpty]
    public string ResultsPath { get; set; } = "results";

    /// <summary>The name of the run and of its folder; else the time in UTC.</summary>
    [Parameter]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(RunNameCompleter))]
    public string RunName { get; set; } = "";

    /// <summary>The length of one audio chunk in milliseconds, 1 to 1000.</summary>
    [Parameter]
    [Alias("ChunkMs")]
    public int ChunkMilliseconds { get; set; } = 20;

    /// <summary>Sends audio at the speed of speech.</summary>
    [Parameter]
    public SwitchParameter RealTime { get; set; }

    /// <summary>The first so many cases; 0 for all.</summary>
    [Parameter]
    [Alias("MaxExamples")]
    public int MaximumCount { get; set; }

    /// <summary>The longest silence of the service, in seconds.</summary>
    [Parameter]
    public double TimeoutSec { get; set; } = TurnLimits.Default.Inactivity.TotalSeconds;

    /// <summary>Replaces the run of that name.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Finishes the run of that name: cases with a verdict are kept, all others are run.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <summary>Emits one object for the whole run after the results.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <inheritdoc />
    protected sealed override void ProcessRecord() => this.Guarded(() =>
    {
        Func<ServiceTarget, TOptions>[] runs = [.. DataPaths().Select(Plan)];
        if (runs.Length > 1 && RunName.Length > 0) throw EvalErrors.InvalidSetting(["Each data file is a run of its own, so one run name does not fit several."]);
        Pump((sink, cancellationToken) => RunAllAsync(runs, sink, cancellationToken));
    });

    /// <summary>The shipped cases.</summary>
    private protected abstract string ShippedData { get; }

    /// <summary>The options with what only this cmdlet is told. Called on the pipeline thread, where paths are resolved; the function it returns is not.</summary>
    /// <param name="resultsPath">The resolved folder of all runs.</param>
    private protected abstract Func<ServiceTarget, TOptions> PlanOptions(string resultsPath);

    /// <summary>Runs one file. The adapters are loaded here, after the module has said where they are.</summary>
    private protected abstract Task RunAsync(TOptions options, IRunSink sink, CancellationToken cancellationToken);

    private IEnumerable<string> DataPaths() => this switch
    {
        { LiteralPath: not null } => LiteralPath.Select(this.Full),
        { Path: not null } => Path.SelectMany(this.Existing),
        _ => [ShippedData],
    };

    private Func<ServiceTarget, TOptions> Plan(string data)
    {
        Func<ServiceTarget, TOptions> own = PlanOptions(this.Full(ResultsPath));
        return target => (TOptions)((RunOptions)own(target) with
        {
            DataPath = data,
            RunName = RunName,
            ChunkMilliseconds = ChunkMilliseconds,
            RealTime = RealTime,
            MaximumCases = MaximumCount,
            ThrottleLimit = ThrottleLimit,
            Limits = TurnLimits.FromSeconds(TimeoutSec, TotalTimeoutSec),
            RetryLimit = TurnLimits.Span(RetryTimeoutSec),
            Seed = Seed,
            Force = Force,
            Resume = Resume,
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
            }
            catch (EvalException exception) when (exception.Kind == ErrorKind.Data)
            {
                // The next file has its turn.
                sink.Error(RunError.Of(exception, options.DataPath));
            }
        }

        foreach (string warning in sandbox?.DescribeUnusedFaults() ?? []) sink.Warning(warning);
    }
}
