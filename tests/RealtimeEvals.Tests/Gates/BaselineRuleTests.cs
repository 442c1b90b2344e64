using System.Text.Json.Nodes;
using RealtimeEvals.Comparing;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Comparing;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Gates;

/// <summary>Rules that hold a run against a baseline: what holds, what does not, and what is not evaluated.</summary>
public sealed class BaselineRuleTests : IDisposable
{
    private const string Good = "++++++++++++++++++--";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("regressions == 0", Good, GateVerdict.Passed, 0.0)]
    [InlineData("regressions == 0", "-+++++++++++++++++--", GateVerdict.Failed, 1.0)]
    [InlineData("improvements >= 1", "+++++++++++++++++++-", GateVerdict.Passed, 1.0)]
    [InlineData("pass_rate_change >= -0.05", "-+++++++++++++++++--", GateVerdict.Passed, -0.05)]
    [InlineData("pass_rate_change >= -0.05", "--++++++++++++++++--", GateVerdict.Failed, -0.1)]
    [InlineData("pass_rate_change_low >= -0.2", Good, GateVerdict.Passed, null)]
    [InlineData("pass_rate_change_low >= -0.05", "-+++++++++++++++++--", GateVerdict.Failed, null)]
    [InlineData("pass_rate_change_high >= 0", Good, GateVerdict.Passed, null)]
    [InlineData("grade_mean_change >= 0", Good, GateVerdict.Passed, 0.0)]
    [InlineData("latency_first_audio_ms_p95_change <= 0", Good, GateVerdict.Passed, 0.0)]
    [InlineData("latency_first_audio_ms_mean_change_high <= 10", Good, GateVerdict.Passed, 0.0)]
    public void Rule_holds_or_does_not(string rule, string outcomes, GateVerdict verdict, double? value)
    {
        GateReport report = Evaluate(rule, WrittenRun.Trials(outcomes));
        Assert.True(verdict == report.Verdict, report.ToString());
        if (value is double expected) Assert.Equal(expected, report.Rules[0].Value!.Value, 9);
        Assert.Equal(20, report.Rules[0].Count);
    }

    [Theory]
    [InlineData("+++++++++++++++++++", GateReason.NotComparable, "1 trials of the baseline are not in the run, c020")]
    [InlineData("++++++++++++++++++--+", GateReason.NotComparable, "1 trials are not in the baseline, c021")]
    [InlineData("++++++++++++++++++-!", GateReason.UnjudgedCases, "1 trials have no verdict in both runs, c020")]
    public void What_is_missing_is_not_evaluated(string outcomes, GateReason reason, string message)
    {
        GateReport report = Evaluate("regressions <= 20", WrittenRun.Trials(outcomes));
        Assert.Equal(GateVerdict.NotEvaluated, report.Verdict);
        Assert.Equal(reason, report.Rules[0].Reason);
        Assert.Contains(message, report.Rules[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Case_that_was_changed_is_not_evaluated()
    {
        WrittenTrial[] trials = WrittenRun.Trials(Good);
        trials[4] = trials[4] with { Text = "An easier question?" };
        GateReport report = Evaluate("regressions == 0", trials);
        Assert.Equal((GateVerdict.NotEvaluated, GateReason.NotComparable), (report.Verdict, report.Rules[0].Reason));
    }

    [Fact]
    public void Figure_that_is_missing_is_not_evaluated()
    {
        WrittenTrial[] trials = WrittenRun.Trials(Good);
        trials[4] = trials[4] with { Latency = null };
        GateReport report = Evaluate("latency_first_audio_ms_mean_change <= 1000", trials);
        Assert.Equal((GateVerdict.NotEvaluated, GateReason.FiguresMissing), (report.Verdict, report.Rules[0].Reason));
    }

    [Theory]
    [InlineData("latency_first_audio_ms_p95_change <= 10", 4, 5, GateVerdict.Passed)]
    [InlineData("latency_first_audio_ms_p95_change <= 10", 4, 7, GateVerdict.NotEvaluated)]
    [InlineData("latency_first_audio_ms_mean_change >= -10", 12, null, GateVerdict.NotEvaluated)]
    [InlineData("latency_first_audio_ms_mean_change >= 10", 12, null, GateVerdict.Failed)]
    [InlineData("pass_rate_change >= 0", 12, 12, GateVerdict.Passed)]
    public void Change_of_latencies_must_hold_for_the_worst_that_it_may_have_been(
        string rule, int? before, int? after, GateVerdict verdict)
    {
        GateReport report = Evaluate(Baseline(Measured(before)), rule, Measured(after));

        Assert.Equal(verdict, report.Rules[0].Verdict);
        Assert.Equal(
            verdict == GateVerdict.NotEvaluated ? GateReason.LatencyUncertain
            : verdict == GateVerdict.Failed ? GateReason.BoundMissed : GateReason.None,
            report.Rules[0].Reason);

    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Trial_that_does_not_say_how_uncertain_its_latency_is_is_missing_beside_those_that_do(bool isOfBaseline)
    {
        WrittenTrial[] told = Measured(1);
        WrittenTrial[] unsaid = Measured(1);
        unsaid[7] = unsaid[7] with { Uncertainty = null };

        GateReport report = Evaluate(
            Baseline(isOfBaseline ? unsaid : told), "latency_first_audio_ms_mean_change <= 100", isOfBaseline ? told : unsaid);

        Assert.Equal((GateVerdict.NotEvaluated, GateReason.FiguresMissing), (report.Verdict, report.Rules[0].Reason));
    }

    /// <summary>Trials whose latencies are good to half a millisecond, but for one; null for a run that does not tell.</summary>
    private static WrittenTrial[] Measured(int? worst)
    {
        WrittenTrial[] trials =
            [.. WrittenRun.Trials(Good).Select(trial => trial with { Uncertainty = worst is null ? null : 0.5 })];
        trials[3] = trials[3] with { Uncertainty = worst };
        return trials;
    }

    [Fact]
    public void Other_judge_is_not_evaluated()
    {
        GateReport report = Evaluate("regressions == 0", WrittenRun.Trials(Good), judge: "other");
        Assert.Equal((GateVerdict.NotEvaluated, GateReason.NotComparable), (report.Verdict, report.Rules[0].Reason));
        Assert.Contains("judge_model", report.Rules[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Few_cases_are_not_evaluated_unless_the_rule_says_so()
    {
        string file = Baseline("+++++");
        GateReport few = Evaluate(file, "regressions == 0", WrittenRun.Trials("+++++"));
        GateReport said = Evaluate(file, "regressions == 0 (n >= 5)", WrittenRun.Trials("+++++"));
        Assert.Equal((GateVerdict.NotEvaluated, GateReason.TooFewSamples), (few.Verdict, few.Rules[0].Reason));
        Assert.Equal(GateVerdict.Passed, said.Verdict);
    }

    [Fact]
    public void Brackets_keep_a_rule_to_some_cases()
    {
        WrittenTrial[] trials =
        [
            .. WrittenRun.Trials(Good).Select((trial, index) => trial with { Tag = index < 10 ? "refund" : "address" }),
        ];
        trials[15] = trials[15] with { Outcome = Outcome.Fail };
        string file = Baseline(Good);
        GateReport refund = Evaluate(file, "regressions[tag=refund] == 0", trials);
        GateReport address = Evaluate(file, "regressions[tag=address] == 0", trials);
        Assert.True(refund.Verdict == GateVerdict.Passed, refund.ToString());
        Assert.Equal(10, refund.Rules[0].Count);
        Assert.Equal((GateVerdict.Failed, 1.0), (address.Verdict, address.Rules[0].Value));
    }

    [Fact]
    public void Rehearsal_is_no_yardstick()
    {
        string file = Baseline(Good);
        string run = _folder.Write("run", WrittenRun.Trials(Good));
        GateOptions gate = Gate(file, "regressions == 0") with { AllowSandbox = false };
        Assert.Equal(GateReason.Sandbox, gate.Evaluate(StoredRunEvidence.Read(run)).Rules[0].Reason);
    }

    [Fact]
    public void Folder_of_an_earlier_run_is_a_baseline_too()
    {
        string earlier = _folder.Write("earlier", WrittenRun.Trials(Good));
        GateReport report = Evaluate(earlier, "regressions == 0", WrittenRun.Trials(Good));
        Assert.True(report.Verdict == GateVerdict.Passed, report.ToString());
    }

    [Fact]
    public void Half_of_it_is_told_before_anything_is_run()
    {
        string file = Baseline(Good);
        GateOptions noBaseline = Gate("", "regressions == 0");
        GateOptions noRule = Gate(file, "pass_rate >= 0.5");
        Assert.Equal("InvalidSetting", Assert.Throws<EvalException>(noBaseline.WithBaselineRead).ErrorId);
        Assert.Equal("InvalidSetting", Assert.Throws<EvalException>(noRule.WithBaselineRead).ErrorId);
        File.AppendAllText(file, "{}\n");
        Assert.Equal("InvalidInput", Assert.Throws<EvalException>(Gate(file, "regressions == 0").WithBaselineRead).ErrorId);
        string run = _folder.Write("run", WrittenRun.Trials(Good));
        GateReport unread = Gate(file, "regressions == 0").Evaluate(StoredRunEvidence.Read(run));
        Assert.Equal((GateVerdict.NotEvaluated, GateReason.NotComparable), (unread.Verdict, unread.Rules[0].Reason));
        Assert.Equal(GateReason.BaselineMissing, noBaseline.Evaluate(StoredRunEvidence.Read(run)).Rules[0].Reason);
    }

    [Fact]
    public void Policy_names_a_baseline_beside_itself()
    {
        string file = Baseline(Good);
        string policy = _folder.Write(
            "policy.json", """{"sets": {"release": {"rules": ["regressions == 0"], "baseline": "baseline.jsonl"}}}""");
        Assert.Equal(file, GatePolicy.Read(policy, "").BaselinePath);
    }

    [Theory]
    [InlineData("regression == 0", "regressions")]
    [InlineData("latency_first_audio_change <= 0", "latency_first_audio_ms")]
    public void Unknown_change_is_refused(string rule, string nearest) => Assert.Contains(
        nearest, Assert.Throws<EvalException>(() => GateRule.Parse(rule)).Message, StringComparison.Ordinal);

    private static GateOptions Gate(string baseline, string rule) =>
        Gated.Rehearsal() with { Rules = [GateRule.Parse(rule)], BaselinePath = baseline };

    private GateReport Evaluate(string rule, WrittenTrial[] trials, string judge = "") => Evaluate(Baseline(Good), rule, trials, judge);

    private GateReport Evaluate(string baseline, string rule, WrittenTrial[] trials, string judge = "")
    {
        string run = _folder.Write("run", trials, manifest => judge.Length == 0
            ? manifest
            : manifest with { Settings = new JsonObject { ["judge_model"] = judge } });
        return Gate(baseline, rule).WithBaselineRead().Evaluate(StoredRunEvidence.Read(run));
    }

    private string Baseline(string outcomes) => Baseline(WrittenRun.Trials(outcomes));

    private string Baseline(WrittenTrial[] trials) => BaselineOperation.Export(new BaselineOptions
    {
        RunPath = _folder.Write("approved", trials),
        OutputPath = _folder.PathOf("baseline.jsonl"),
    }).Path;
}
