using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Harness;

/// <summary>The options that all runs of cases share. Paths are absolute: the front ends resolve them.</summary>
public abstract record RunOptions
{
    /// <summary>The longest duration that a run can be given.</summary>
    public static readonly TimeSpan LongestRun = TimeSpan.FromDays(366);

    /// <summary>The service under test.</summary>
    public required ServiceTarget Target { get; init; }

    /// <summary>The folder of all runs.</summary>
    public required string ResultsPath { get; init; }

    /// <summary>The cases.</summary>
    public abstract string DataPath { get; init; }

    /// <summary>The name of the run and of its folder: 1 to 100 letters, digits, dots, dashes and underscores.</summary>
    /// <remarks>Without a name it is the time in UTC, such as 20261120_093000.</remarks>
    /// <value>the time in UTC</value>
    public string RunName { get; init; } = "";

    /// <summary>The length of one chunk of audio in milliseconds, 1 to 1000.</summary>
    /// <remarks>Where a simulation names a length, that counts; the shipped simulations do.</remarks>
    public int ChunkMilliseconds { get; init; } = 20;

    /// <summary>Sends the audio at the speed of speech.</summary>
    /// <remarks>
    /// Without it the audio is sent as fast as the connection takes it. Times of turn detection are those of a live call only with it.
    /// Where a simulation says which, that counts; the shipped simulations do.
    /// </remarks>
    public bool RealTime { get; init; }

    /// <summary>Which cases are run; all where nothing is selected.</summary>
    public CaseSelection Selection { get; init; } = new();

    /// <summary>Runs one of several shards of the selected cases, such as 2/4; auto is the shard of the job in an array of jobs.</summary>
    /// <remarks>
    /// <para>
    /// Which shard a case is in follows from its id, with all of its trials. The folder of the run bears the shard, such as
    /// nightly.shard2of4, so that all jobs may be given one name; Merge-EvalRun makes one run of them. A gate on one shard does not pass.
    /// </para>
    /// <para>
    /// Each shard takes its share of the throttle limit, so that all of them together are as hard on the service as one run. With auto the
    /// variables of Slurm, of Kubernetes or of a workflow of GitHub tell the shard; auto/4 says how many there are where they do not.
    /// </para>
    /// </remarks>
    /// <value>all cases</value>
    public Shard? Shard { get; init; }

    /// <summary>The name of the run with that of the shard; empty when the run has no name.</summary>
    internal string FolderName =>
        RunName.Length == 0 || Shard is null || RunName.EndsWith(Shard.Suffix, StringComparison.Ordinal) ? RunName : RunName + Shard.Suffix;

    /// <summary>How many cases this run, or this shard of it, works on at the same time.</summary>
    internal int OwnThrottleLimit => Shard?.ShareOf(ThrottleLimit) ?? ThrottleLimit;

    /// <summary>The most that this run, or this shard of it, may cost in US dollars; null without a cap.</summary>
    internal decimal? OwnMaximumCostUsd => Shard is Shard shard && MaximumCostUsd is decimal most ? shard.ShareOf(most) : MaximumCostUsd;

    /// <summary>The most tokens that this run, or this shard of it, may use; null without a cap.</summary>
    internal long? OwnMaximumTokens => Shard is Shard shard && MaximumTokens is long most ? shard.ShareOf(most) : MaximumTokens;

    /// <summary>How often each case is run, 1 to 100.</summary>
    /// <remarks>With several, summary.json holds pass^1 to pass^k, and the files of a trial are named like refund.trial2.</remarks>
    /// <value>what the data says, which is once where it says nothing</value>
    public int? Trials { get; init; }

    /// <summary>Runs only the first so many of the selected cases; 0 runs all.</summary>
    /// <remarks>Simulations that are not enabled do not count.</remarks>
    public int MaximumCases { get; init; }

    /// <summary>How many cases are worked on at the same time, 1 to 256.</summary>
    /// <remarks>Shards share it: each of 4 shards works on a quarter, and on one case at least.</remarks>
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>How long a turn may take.</summary>
    public TurnLimits Limits { get; init; } = TurnLimits.Default;

    /// <summary>How long a service that refuses the connection or asks for patience is tried again.</summary>
    /// <remarks>Zero tries once; the most is a day.</remarks>
    public TimeSpan RetryLimit { get; init; } = Realtime.RetryTerms.DefaultLimit;

    /// <summary>The seed of everything random.</summary>
    /// <remarks>
    /// <para>
    /// In a run that is the variation of waits between attempts, and the placeholder id of a dry run. It is recorded in run.json.
    /// </para>
    /// <para>
    /// In walk audio it is noise, babble and lost packets. Each file has a seed of its own, made from this one, its case and its condition,
    /// so that it does not depend on what else is in the set.
    /// </para>
    /// </remarks>
    public int Seed { get; init; } = 1;

    /// <summary>Replaces the run of that name.</summary>
    /// <remarks>A folder that does not hold a run is never replaced.</remarks>
    public bool Force { get; init; }

    /// <summary>Finishes the run of that name: cases with a result are kept, all others are run.</summary>
    /// <remarks>
    /// <para>
    /// What is kept is given again, errors too unless they are to be tried again. What was Skipped is run. A conversation that was held but
    /// not judged is only judged.
    /// </para>
    /// <para>Settings and input files must be those of the first start.</para>
    /// </remarks>
    public bool Resume { get; init; }

    /// <summary>With it a run that is resumed tries the cases again that ended in Error.</summary>
    /// <remarks>
    /// Each is a new attempt: its evidence is in the folder attempts of the run, that of the earlier ones stays, and so do their lines in
    /// the journal. The newest result counts, and says how many attempts there were. A rule such as attempts_max &lt;= 1 limits them.
    /// </remarks>
    public bool RetryErrors { get; init; }

    /// <summary>The most that the run may cost in US dollars, its earlier starts included.</summary>
    /// <remarks>
    /// <para>
    /// Text, audio and cached tokens of every role count: agent, caller, speech, judge and transcription. No case is started that would
    /// exceed the cap, judging by the mean of those before it; cases that are being run come to their end. What was not run is Skipped, the
    /// run is Capped, and no gate passes. It can be resumed with a higher cap.
    /// </para>
    /// <para>A run with a model whose price is not in data/models.json is not started. Shards share the cap: each of 4 has a
    /// quarter.</para>
    /// </remarks>
    /// <value>none</value>
    public decimal? MaximumCostUsd { get; init; }

    /// <summary>The most tokens that the run may use, of all roles and kinds together, its earlier starts included.</summary>
    /// <remarks>
    /// At the cap the run stops as at that of cost, and so it does where a service does not say how many tokens a response took. The
    /// endpoints of speech and of transcription never say it; their tokens do not count. Shards share the cap.
    /// </remarks>
    /// <value>none</value>
    public long? MaximumTokens { get; init; }

    /// <summary>How long the run may take; cases that are being run then come to their end.</summary>
    /// <remarks>Each start counts by itself. At the cap the run stops as at that of cost.</remarks>
    /// <value>none</value>
    public TimeSpan? MaximumDuration { get; init; }

    /// <summary>Hears when the service asks for fewer requests.</summary>
    internal RatePressure Pressure { get; init; } = new();

    /// <summary>
    /// Emits an EvalRunSummary after the results: the run, where it stands, its counts and pass rate, latency, cost, duration and folder.
    /// </summary>
    /// <remarks>A run that ends in an error emits none.</remarks>
    public bool Summary { get; init; }

    /// <summary>Draws no plots at the end of the run.</summary>
    /// <remarks>
    /// Without it the folder plots has every plot as PNG and as SVG, and report.html shows them. The variable REALTIME_EVALS_SKIP_PLOTS,
    /// set to 1, does so for all runs.
    /// </remarks>
    public bool SkipPlots { get; init; }

    /// <summary>Returns one sentence for each setting that is out of range or conflicts with another one.</summary>
    public virtual IReadOnlyList<string> FindProblems()
    {
        var problems = new List<string>();
        if (ChunkMilliseconds is < 1 or > 1000)
        {
            problems.Add(FormattableString.Invariant($"The chunk length is {ChunkMilliseconds} ms; it must be 1 to 1000."));
        }

        if (MaximumCases < 0)
        {
            problems.Add(FormattableString.Invariant($"The maximum number of cases is {MaximumCases}; it must be 0 (all) or more."));
        }

        if (Trials is < 1 or > SimulationFile.MaximumTrials)
        {
            problems.Add(FormattableString.Invariant(
                $"The number of trials is {Trials}; it must be 1 to {SimulationFile.MaximumTrials}."));
        }

        problems.AddRange(Selection.FindProblems());
        if (ThrottleLimit is < 1 or > 256)
        {
            problems.Add(FormattableString.Invariant($"The throttle limit is {ThrottleLimit}; it must be 1 to 256."));
        }

        if (Limits.Inactivity <= TimeSpan.Zero || Limits.Total <= TimeSpan.Zero)
        {
            problems.Add("A time limit must be above zero and at most a day.");
        }

        if (RetryLimit < TimeSpan.Zero) problems.Add("The retry limit must be between zero and a day.");
        if (FolderName.Length > 0 && !SafeFileName.IsSafe(FolderName))
        {
            problems.Add($"The run name '{FolderName}' cannot be a folder name; it must be {SafeFileName.Rule}.");
        }

        if (RetryErrors && !Resume) problems.Add("Errors are tried again when a run is resumed; resume it, or leave that out.");
        if (MaximumCostUsd <= 0) problems.Add("The highest cost must be above zero.");
        if (MaximumTokens <= 0) problems.Add("The highest number of tokens must be above zero.");
        if (MaximumDuration <= TimeSpan.Zero || MaximumDuration > LongestRun)
        {
            problems.Add("The longest duration must be above zero and at most a year.");
        }


        if (Force && Resume) problems.Add("A run is either replaced or resumed, not both.");
        if (Resume && RunName.Length == 0) problems.Add("To resume a run, name it.");
        return problems;
    }

    /// <summary>
    /// Returns the random seed for the waits of a case, made from the seed and the case so that it does not depend on the order of cases.
    /// </summary>
    /// <param name="caseId">The case.</param>
    /// <param name="own">The case's own seed, if it has one.</param>
    public int SeedOf(string caseId, int? own = null) => Realtime.RetryTerms.SeedOf(own ?? Seed, caseId);

    /// <summary>Creates the opener for the sessions of the run.</summary>
    internal SessionOpener SessionsBy(TimeProvider time) => new(Target, Limits, RetryLimit, time) { Pressure = Pressure };

    /// <summary>Returns the retry settings of a REST endpoint.</summary>
    /// <param name="patience">The maximum wait for an answer, including retries.</param>
    public RetryTerms RetryTerms(TimeSpan patience) => new(RetryLimit, patience, Seed) { Pressure = Pressure };

    /// <summary>Returns one sentence when a sample rate is out of range; otherwise nothing.</summary>
    /// <param name="name">The name of the rate in the sentence.</param>
    /// <param name="rate">The rate in Hz.</param>
    protected static IEnumerable<string> RateProblems(string name, int rate) =>
        rate is < 8_000 or > 48_000 ? [FormattableString.Invariant($"The {name} is {rate} Hz; it must be 8000 to 48000.")] : [];
}
