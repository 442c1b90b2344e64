using System.CommandLine;
using RealtimeEvals.Gates;
using RealtimeEvals.Harness;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs.Stores;
using RealtimeEvals.Sandbox;
using static RealtimeEvals.Cli.Flags;

namespace RealtimeEvals.Cli;

/// <summary>The flags of all verbs that run cases.</summary>
/// <param name="options">The type of the options that the flags are bound to.</param>
/// <param name="total">The default time limit of one case.</param>
/// <param name="dataFlag">The name of the flag for the data file.</param>
/// <param name="data">The path of the shipped cases, relative to the folder data.</param>
internal sealed class RunFlags(Type options, TimeSpan total, string dataFlag, params string[] data)
{
    private readonly Option<string> _data =
        ShippedFile(dataFlag, Words.WithDefault(options, nameof(RunOptions.DataPath)));

    private readonly Option<string> _resultsDir =
        Text("--results-dir", Words.Of<RunOptions>(nameof(RunOptions.ResultsPath)), "results");

    private readonly Option<string> _runName = Text("--run-name", Words.WithDefault<RunOptions>(nameof(RunOptions.RunName)), "");
    private readonly Option<int> _chunkMs = Number("--chunk-ms", Words.Of<RunOptions>(nameof(RunOptions.ChunkMilliseconds)), 20);
    private readonly Option<bool> _realTime = Switch("--real-time", Words.Of<RunOptions>(nameof(RunOptions.RealTime)));
    private readonly Option<int> _maxExamples =
        Number("--max-examples", Words.Of<RunOptions>(nameof(RunOptions.MaximumCases)), 0);

    private readonly Option<string> _shard = new("--shard")
    {
        Description = Words.WithDefault<RunOptions>(nameof(RunOptions.Shard)),
        HelpName = "I/N",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<int?> _trials = new("--trials") { Description = Words.WithDefault<RunOptions>(nameof(RunOptions.Trials)) };
    private readonly Option<string[]> _caseIds = new("--case-id")
    {
        Description = Words.Of<CaseSelection>(nameof(CaseSelection.CaseIds)),
        HelpName = "ID",
    };

    private readonly Option<string[]> _tags = new("--tag")
    {
        Description = Words.Of<CaseSelection>(nameof(CaseSelection.Tags)),
        HelpName = "TAG",
    };

    private readonly Option<string[]> _failedIn = new("--failed-in")
    {
        Description = Words.Of<CaseSelection>(nameof(CaseSelection.FailedIn)),
        HelpName = "RUN",
    };

    private readonly Option<bool> _skipPlots = Switch("--skip-plots", Words.Of<RunOptions>(nameof(RunOptions.SkipPlots)));

    private readonly Option<int> _throttleLimit =
        Number("--throttle-limit", Words.Of<RunOptions>(nameof(RunOptions.ThrottleLimit)), 4);

    private readonly Option<double> _timeout =
        Seconds("--timeout", Words.Of<TurnLimits>(nameof(TurnLimits.Inactivity)), TurnLimits.Default.Inactivity.TotalSeconds);

    private readonly Option<double> _totalTimeout =
        Seconds("--total-timeout", Words.Of<TurnLimits>(nameof(TurnLimits.Total)), total.TotalSeconds);

    private readonly Option<double> _retryLimit = Seconds(
        "--retry-limit",
        Words.Of<RunOptions>(nameof(RunOptions.RetryLimit)),
        RetryTerms.DefaultLimit.TotalSeconds);

    private readonly Option<int> _seed = Number("--seed", Words.Of<RunOptions>(nameof(RunOptions.Seed)), 1);
    private readonly Option<bool> _force = Switch("--force", Words.Of<RunOptions>(nameof(RunOptions.Force)));
    private readonly Option<bool> _resume = Switch("--resume", Words.Of<RunOptions>(nameof(RunOptions.Resume)));

    private readonly Option<bool> _plan = Switch(
        "--plan", "Shows what the run would take, its cost by role too, and does nothing. It needs no key.");

    private readonly Option<OutputStyle> _output = Choice<OutputStyle>("--output", "What is written to standard output.");
    private readonly CapFlags _caps = new();
    private readonly GateFlags _gate = new();
    private readonly TargetOptions _target = new();

    /// <summary>Whether the cases have tags.</summary>
    public bool HasTags { get; init; } = true;

    public void AddTo(Command command)
    {
        Option[] all =
        [
            _caseIds, _failedIn, .. HasTags ? new Option[] { _tags } : [], _data, _resultsDir, _runName, _shard, _chunkMs, _realTime,
            _maxExamples, _trials, _skipPlots, _throttleLimit, _timeout, _totalTimeout, _retryLimit, _seed, _force, _resume, _plan, _output,
        ];
        foreach (Option option in all) command.Options.Add(option);
        _caps.AddTo(command);
        _gate.AddTo(command);
        _target.AddTo(command);
    }

    /// <summary>Returns the data flag as it was given, to suggest another command; empty for the shipped cases.</summary>
    public string Repeat(ParseResult parsed) => parsed.GetValue(_data) is { Length: > 0 } given ? $" {dataFlag} \"{given}\"" : "";

    /// <summary>Returns the path of the cases as it was given; for the shipped cases, their path in the product.</summary>
    public string DataName(ParseResult parsed) =>
        parsed.GetValue(_data) is { Length: > 0 } given ? given : $"data/{string.Join('/', data)}";

    /// <summary>Returns the full path of the cases.</summary>
    public string DataPath(ParseResult parsed) => parsed.PathOf(_data, data);

    /// <summary>Returns the gate that was requested in addition to the verb's own gate; null when there is none.</summary>
    public GateOptions? Gate(ParseResult parsed) => _gate.Read(parsed, hasOwnGate: true, "refusal-smoke");

    /// <summary>Starts the sandbox if it was requested; otherwise returns null.</summary>
    public SandboxServer? StartSandbox(ParseResult parsed) => IsPlan(parsed) ? null : _target.StartSandbox(parsed);

    /// <summary>Returns the requested service.</summary>
    public ServiceTarget ResolveTarget(ParseResult parsed) =>
        IsPlan(parsed) ? _target.ResolveForPlan(parsed) : _target.Resolve(parsed);

    /// <summary>Whether only the plan of the run is shown.</summary>
    public bool IsPlan(ParseResult parsed) => parsed.GetValue(_plan);

    /// <summary>Whether answers of the sandbox may pass a gate.</summary>
    public bool AllowSandbox(ParseResult parsed) => _gate.AllowsSandbox(parsed);

    /// <summary>Returns the folder of all runs.</summary>
    public string ResultsPath(ParseResult parsed) => FullPath(parsed.GetValue(_resultsDir)!);

    /// <summary>Returns the length of one audio chunk in milliseconds.</summary>
    public int ChunkMilliseconds(ParseResult parsed) => parsed.GetValue(_chunkMs);

    /// <summary>Whether audio is sent in real time.</summary>
    public bool RealTime(ParseResult parsed) => parsed.GetValue(_realTime);

    /// <summary>Returns what is written to standard output.</summary>
    public OutputStyle Output(ParseResult parsed) => parsed.GetValue(_output);

    /// <summary>Returns the options with the values of these flags.</summary>
    public TOptions Apply<TOptions>(ParseResult parsed, TOptions options)
        where TOptions : RunOptions => (TOptions)(_caps.Apply(parsed, options) with
        {
            DataPath = DataPath(parsed),
            RunName = parsed.GetValue(_runName)!,
            ChunkMilliseconds = parsed.GetValue(_chunkMs),
            RealTime = parsed.GetValue(_realTime),
            Selection = Selection(parsed),
            Trials = parsed.GetValue(_trials),
            MaximumCases = parsed.GetValue(_maxExamples),
            Shard = Shard.Parse(parsed.GetValue(_shard)),
            ThrottleLimit = parsed.GetValue(_throttleLimit),
            Limits = TurnLimits.FromSeconds(parsed.GetValue(_timeout), parsed.GetValue(_totalTimeout)),
            RetryLimit = TurnLimits.Span(parsed.GetValue(_retryLimit)),
            Seed = parsed.GetValue(_seed),
            Force = parsed.GetValue(_force),
            Resume = parsed.GetValue(_resume),
            SkipPlots = parsed.GetValue(_skipPlots),
        });

    private CaseSelection Selection(ParseResult parsed) => new()
    {
        CaseIds = parsed.GetValue(_caseIds) ?? [],
        Tags = HasTags ? parsed.GetValue(_tags) ?? [] : [],
        FailedIn =
        [
            .. (parsed.GetValue(_failedIn) ?? []).Select(run => RunStores.FirstRun(Path.Combine(ResultsPath(parsed), run), FullPath(run))),
        ],
    };

    /// <summary>Runs a verb on the requested service, shows the results, and evaluates the requested gate on the run.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="run">Runs the operation.</param>
    /// <param name="show">Shows the results.</param>
    public async Task<int> RunAsync<TResult>(
        ParseResult parsed, string verb, Func<ServiceTarget, ConsoleSink, Task> run, Func<TResult[], Task<string>> show)
        where TResult : ICaseResult
    {
        // Read the rules first, so that an invalid rule is reported before anything is spent.
        GateOptions? gate = _gate.Read(parsed, harness: verb);
        ConsoleSink sink = await RunAsync(parsed, verb, run);
        if (sink.Plan is RunPlan plan) return await PlanReport.ShowAsync(plan, Output(parsed));
        TResult[] results = [.. sink.Items.OfType<TResult>()];
        string runPath = await show(results);
        return await GateFlags.ApplyAsync(gate, runPath, ExitCode.Of(results.Select(result => result.Outcome)));
    }

    private async Task<ConsoleSink> RunAsync(ParseResult parsed, string verb, Func<ServiceTarget, ConsoleSink, Task> run)
    {
        await using SandboxServer? sandbox = StartSandbox(parsed);
        ServiceTarget target = sandbox?.Target ?? ResolveTarget(parsed);
        var sink = new ConsoleSink(verb) { OnlyPlans = IsPlan(parsed) };
        try
        {
            await run(target, sink);
            foreach (string warning in sandbox?.DescribeUnusedFaults() ?? []) sink.Warning(warning);
        }
        finally
        {
            sink.EndProgress();
        }

        return sink;
    }
}
