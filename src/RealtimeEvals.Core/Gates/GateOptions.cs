using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>The rules of a gate and its requirements on the evidence.</summary>
public sealed record GateOptions
{
    /// <summary>The default maximum age of evidence.</summary>
    public static readonly TimeSpan DefaultMaximumAge = TimeSpan.FromDays(7);

    /// <summary>
    /// What must hold, one rule or several: metric[column=value] &gt;= number (n &gt;= count), such as pass_rate &gt;= 0.95.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Brackets take some of the cases only, as in 'latency_first_audio_ms_p95[condition=noise:10] &lt;= 1200'; '(n &gt;= 30)' at the end
    /// says how many values there must be. The comparisons are &gt;=, &lt;=, &gt;, &lt;, == and !=.
    /// </para>
    /// <para>
    /// Metrics that count: cases, planned, passed, failed, errored, inconclusive, skipped, pass_rate, fail_rate, error_rate and pass^k of
    /// trials. Shares are over all cases. Every other metric is a column of results.csv with _mean, _rate, _min, _max, _total, _n or _p and
    /// a percentile behind it, such as cost_usd_total.
    /// </para>
    /// </remarks>
    public IReadOnlyList<GateRule> Rules { get; init; } = [];

    /// <summary>A file with named sets of rules, JSON or psd1.</summary>
    /// <remarks>
    /// It holds sets, and each of them rules, minimum_samples, maximum_age_hours and allow_partial_data. Its rules hold beside those that
    /// are given one by one.
    /// </remarks>
    public string PolicyPath { get; init; } = "";

    /// <summary>The set of the policy.</summary>
    /// <value>the only one of the policy</value>
    public string PolicySet { get; init; } = "";

    /// <summary>The least number of values that each rule must be taken over.</summary>
    /// <remarks>A rule with fewer is not evaluated.</remarks>
    /// <value>that of the policy, else 1</value>
    public int MinimumSamples { get; init; } = 1;

    /// <summary>How old the oldest case may be, at most a year.</summary>
    /// <remarks>Older evidence is not evaluated.</remarks>
    /// <value>that of the policy, else 7 days</value>
    public TimeSpan MaximumAge { get; init; } = DefaultMaximumAge;

    /// <summary>Lets what the sandbox or a file answered pass, for a rehearsal.</summary>
    /// <remarks>Without it such a run is never evidence.</remarks>
    public bool AllowSandbox { get; init; }

    /// <summary>Lets a run of a part of the data pass: one that was limited, or whose cases were selected.</summary>
    /// <remarks>Without it such a run is never evidence; a policy can allow it too.</remarks>
    public bool AllowPartialData { get; init; }

    /// <summary>The data file where it is now; of conversations the folder of the simulations.</summary>
    /// <remarks>It must be what was run, byte by byte.</remarks>
    /// <value>where it was when it was run</value>
    public string DataPath { get; init; } = "";

    /// <summary>What the run is held against by rules such as regressions == 0: a baseline file, or the folder of an earlier run.</summary>
    /// <remarks>
    /// The rules about it are regressions, improvements, pass_rate_change and changes of figures such as
    /// latency_first_audio_ms_p95_change; behind a change _low and _high are the ends of its interval. A policy can name it too.
    /// </remarks>
    /// <value>that of the policy, else none</value>
    public string BaselinePath { get; init; } = "";

    /// <summary>The baseline, once it was read.</summary>
    internal Comparing.RunSide? Baseline { get; init; }

    /// <summary>Returns the gate with its baseline read, so that what is wrong with it is known before anything is run.</summary>
    /// <exception cref="EvalException">
    /// <c>InvalidSetting</c>: rules are about a baseline and none is named, or the other way round. <c>InvalidInput</c>, <c>RunChanged</c>:
    /// every problem with the baseline.
    /// </exception>
    public GateOptions WithBaselineRead()
    {
        GateRule? about = Rules.FirstOrDefault(rule => BaselineMetric.Find(rule.Metric) is not null);
        if (about is null && BaselinePath.Length == 0) return this;
        if (about is null) throw EvalErrors.InvalidSetting(["A baseline is named, but no rule compares with it: add regressions == 0."]);
        return BaselinePath.Length == 0
            ? throw EvalErrors.InvalidSetting([$"The rule '{about}' compares with a baseline, and none is named."])
            : this with { Baseline = Comparing.SideReader.Read(BaselinePath, BaselineRules.WantedBy(Rules)) };
    }

    /// <summary>A file with the agreement of judges with people; rules on grades of other judges are then not evaluated.</summary>
    /// <remarks>
    /// It is what the comparison of a run with labels wrote. A grade counts only where the file has its grader, its judge's model and its
    /// question. Shares that one judge decided are shown corrected for its error too.
    /// </remarks>
    /// <value>that of the policy, else judges are taken as they are</value>
    public string JudgeAgreementPath { get; init; } = "";

    /// <summary>The least kappa that a judge must have in that file, -1 to 1.</summary>
    /// <value>that of the policy, else 0.6</value>
    public double MinimumKappa { get; init; } = 0.6;

    /// <summary>The least number of items that a judge must have been compared on in that file.</summary>
    /// <value>that of the policy, else 1</value>
    public int MinimumLabels { get; init; } = 1;

    /// <summary>The agreements in that file.</summary>
    internal IReadOnlyList<JudgeAgreement> JudgeAgreements { get; init; } = [];

    /// <summary>Returns the gate with another file of agreements; the same gate without one.</summary>
    /// <param name="path">The absolute path of the file; empty for none.</param>
    /// <exception cref="EvalException"><c>InvalidInput</c>: every problem with the file.</exception>
    public GateOptions WithJudges(string path) => string.IsNullOrEmpty(path)
        ? this
        : this with { JudgeAgreementPath = path, JudgeAgreements = JudgeAgreementFile.Read(path) };

    /// <summary>Combines a policy with settings given beside it: rules are added, and limits replace those of the policy.</summary>
    /// <param name="policy">The policy, or options without rules.</param>
    /// <param name="rules">Additional rules.</param>
    /// <param name="minimumSamples">The minimum number of values for each rule; null for that of the policy.</param>
    /// <param name="maximumAgeHours">The maximum age of the oldest case in hours; null for that of the policy.</param>
    /// <exception cref="EvalException"><c>InvalidSetting</c>: a limit is out of range.</exception>
    public static GateOptions Combine(GateOptions policy, IReadOnlyList<GateRule> rules, int? minimumSamples, double? maximumAgeHours)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var problems = new List<string>();
        if (minimumSamples < 1)
        {
            problems.Add(FormattableString.Invariant($"The minimum number of samples is {minimumSamples}; it must be 1 or more."));
        }

        if (maximumAgeHours is not (null or (> 0 and <= 24 * 366)))
        {
            problems.Add(
                FormattableString.Invariant($"The maximum age of the evidence is {maximumAgeHours} hours; ")
                + "it must be above zero and at most a year.");
        }

        if (problems.Count > 0) throw EvalErrors.InvalidSetting(problems);
        return policy with
        {
            Rules = [.. policy.Rules, .. rules],
            MinimumSamples = minimumSamples ?? policy.MinimumSamples,
            MaximumAge = maximumAgeHours is double hours ? TimeSpan.FromHours(hours) : policy.MaximumAge,
        };
    }
}
