using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness;

/// <summary>What every run of cases can be told. Paths are absolute: the front doors resolve them.</summary>
public abstract record RunOptions
{
    /// <summary>The service under test.</summary>
    public required ServiceTarget Target { get; init; }

    /// <summary>The folder of all runs.</summary>
    public required string ResultsPath { get; init; }

    /// <summary>The cases.</summary>
    public abstract string DataPath { get; init; }

    /// <summary>The name of the run and of its folder; empty for the time in UTC.</summary>
    public string RunName { get; init; } = "";

    /// <summary>The length of one audio chunk in milliseconds, 1 to 1000.</summary>
    public int ChunkMilliseconds { get; init; } = 20;

    /// <summary>Whether audio is sent at the speed of speech.</summary>
    public bool RealTime { get; init; }

    /// <summary>Which cases are run; all where nothing is selected.</summary>
    public CaseSelection Selection { get; init; } = new();

    /// <summary>How often each case is run, 0 to 100; 0 for what the data says, which is once where it says nothing.</summary>
    public int Trials { get; init; }

    /// <summary>The first so many of the selected cases; 0 for all.</summary>
    public int MaximumCases { get; init; }

    /// <summary>Cases at the same time, 1 to 256.</summary>
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>How long a turn may take.</summary>
    public TurnLimits Limits { get; init; } = TurnLimits.Default;

    /// <summary>How long a service is tried again that refuses the connection or asks for patience.</summary>
    public TimeSpan RetryLimit { get; init; } = Realtime.RetryTerms.UsualLimit;

    /// <summary>The seed of everything random, which is the variation of waits.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether an existing run of that name is replaced.</summary>
    public bool Force { get; init; }

    /// <summary>Whether an existing run of that name is finished: cases with a verdict are kept, all others are run.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether an <see cref="Runs.EvalRunSummary"/> follows the results.</summary>
    public bool Summary { get; init; }

    /// <summary>One sentence for each setting that is out of range or does not fit another.</summary>
    public virtual IReadOnlyList<string> FindFaults()
    {
        var faults = new List<string>();
        if (ChunkMilliseconds is < 1 or > 1000)
        {
            faults.Add(FormattableString.Invariant($"The chunk length is {ChunkMilliseconds} ms; it must be 1 to 1000."));
        }

        if (MaximumCases < 0)
        {
            faults.Add(FormattableString.Invariant($"The maximum number of cases is {MaximumCases}; it must be 0 (all) or more."));
        }

        if (Trials is < 0 or > SimulationFile.MaximumTrials)
        {
            faults.Add(FormattableString.Invariant(
                $"The number of trials is {Trials}; it must be 0 ({UsualTrials}) to {SimulationFile.MaximumTrials}."));
        }

        faults.AddRange(Selection.FindFaults());
        if (ThrottleLimit is < 1 or > 256)
        {
            faults.Add(FormattableString.Invariant($"The throttle limit is {ThrottleLimit}; it must be 1 to 256."));
        }

        if (Limits.Inactivity <= TimeSpan.Zero || Limits.Total <= TimeSpan.Zero)
        {
            faults.Add("A time limit must be above zero and at most a day.");
        }

        if (RetryLimit < TimeSpan.Zero) faults.Add("The retry limit must be between zero and a day.");
        if (RunName.Length > 0 && !SafeFileName.IsSafe(RunName))
        {
            faults.Add($"The run name '{RunName}' cannot be a folder name; it must be {SafeFileName.Rule}.");
        }

        if (Force && Resume) faults.Add("A run is either replaced or resumed, not both.");
        if (Resume && RunName.Length == 0) faults.Add("To resume a run, name it.");
        return faults;
    }

    /// <summary>What 0 trials are, in words.</summary>
    private protected virtual string UsualTrials => "once";

    /// <summary>The variation of a case's waits: from the seed and the case, so that it does not depend on the order of cases.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="own">The seed of the case where it has its own.</param>
    public int SeedOf(string caseId, int? own = null) => Realtime.RetryTerms.SeedOf(own ?? Seed, caseId);

    /// <summary>Opens the sessions of the run.</summary>
    internal SessionOpener SessionsBy(TimeProvider time) => new(Target, Limits, RetryLimit, time);

    /// <summary>How a REST endpoint is tried again.</summary>
    /// <param name="patience">How long an answer is waited for, with all attempts.</param>
    public RetryTerms RetryTerms(TimeSpan patience) => new(RetryLimit, patience, Seed);

    /// <summary>One sentence when a sample rate is out of range; else none.</summary>
    /// <param name="name">What the rate is of.</param>
    /// <param name="rate">The rate in Hz.</param>
    protected static IEnumerable<string> RateFaults(string name, int rate) =>
        rate is < 8_000 or > 48_000 ? [FormattableString.Invariant($"The {name} is {rate} Hz; it must be 8000 to 48000.")] : [];
}
