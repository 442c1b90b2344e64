using System.Text.Json.Nodes;
using RealtimeEvals.Comparing;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Tests.Statistics;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Comparing;

/// <summary>What a comparison of two runs says, and when it says nothing.</summary>
public sealed class CompareOperationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Verdicts_are_tested_as_the_literature_says()
    {
        // Fagerland, Lydersen and Laake (2013): one pair changed one way and seven the other.
        EvalComparison found = Compare(new string('+', 36) + "+-------" + "------", new string('+', 36) + "-+++++++" + "------");

        Assert.Equal((36, 1, 7, 6, 50), (found.BothPassed, found.Regressions, found.Improvements, found.BothFailed, found.PairCount));
        Stated.Equal(0.0703125, found.PValue);
        Stated.Equal(0.0390625, found.MidPValue);
        Assert.Equal(0.12, found.PassRateChange!.Value, 12);
        Assert.Equal(7, found.OddsRatio);
        Assert.Equal(ChangeVerdict.NoChange, found.Verdict);
        Assert.NotNull(found.SmallestChange);
    }

    [Fact]
    public void Interval_of_the_change_is_that_of_the_literature()
    {
        // Tango (1998): 12 and 2 of 50.
        EvalComparison found = Compare(new CompareOptions
        {
            ReferencePath = _folder.Write("before", WrittenRun.Trials(new string('-', 12) + "++" + new string('+', 36))),
            CandidatePath = _folder.Write("after", WrittenRun.Trials(new string('+', 12) + "--" + new string('+', 36))),
            Figures = ["latency_first_audio_ms_mean"],
        });

        Assert.Equal(0.0611, found.PassRateChangeLow!.Value, 4);
        Assert.Equal(0.3447, found.PassRateChangeHigh!.Value, 4);
        Assert.Equal(ChangeVerdict.Better, found.Figures[0].Verdict);
    }

    [Fact]
    public void Swapped_runs_say_the_opposite()
    {
        var random = new Random(5);
        WrittenTrial[] before = [.. Random(random, 40, 0.8, 500)];
        WrittenTrial[] after = [.. Random(random, 40, 0.4, 700)];
        string first = _folder.Write("before", before);
        string second = _folder.Write("after", after);
        EvalComparison found = Compare(new CompareOptions { ReferencePath = first, CandidatePath = second });
        EvalComparison swapped = Compare(new CompareOptions { ReferencePath = second, CandidatePath = first });

        Assert.Equal((found.Regressions, found.Improvements), (swapped.Improvements, swapped.Regressions));
        Assert.Equal((found.BothPassed, found.BothFailed, found.PairCount), (swapped.BothPassed, swapped.BothFailed, swapped.PairCount));
        Assert.Equal(ChangeVerdict.Worse, found.Verdict);
        foreach ((FigureChange one, FigureChange other) in found.Figures.Zip(swapped.Figures))
        {
            Assert.Equal(one.Figure, other.Figure);
            Assert.Equal(one.Change!.Value, -other.Change!.Value, 9);
            Assert.Equal(one.PValue!.Value, other.PValue!.Value, 9);
            Assert.Equal(one.AdjustedPValue!.Value, other.AdjustedPValue!.Value, 9);
            Assert.Equal(one.Low!.Value, -other.High!.Value, Math.Abs(one.Low.Value) * 0.02 + 1);
            ChangeVerdict opposite = one.Verdict switch
            {
                ChangeVerdict.Worse => ChangeVerdict.Better,
                ChangeVerdict.Better => ChangeVerdict.Worse,
                ChangeVerdict same => same,
            };
            Assert.Equal(opposite, other.Verdict);
        }
    }

    [Fact]
    public void Slower_run_with_the_same_verdicts_is_worse()
    {
        WrittenTrial[] before = WrittenRun.Trials(new string('+', 30));
        WrittenTrial[] after = [.. before.Select((trial, index) => trial with { Latency = 600 + index })];
        EvalComparison found = Compare(before, after);

        FigureChange latency = found.Figures.Single(figure => figure.Figure == "latency_first_audio_ms_mean");
        Assert.Equal(ChangeVerdict.Worse, latency.Verdict);
        Assert.Equal(114.5, latency.Change!.Value, 9);
        Assert.InRange(latency.Low!.Value, 110, 114.5);
        Assert.InRange(latency.High!.Value, 114.5, 119);
        Assert.Equal(ChangeVerdict.Worse, found.Verdict);
        Assert.Equal(ChangeVerdict.NoChange, found.Figures[0].Verdict);
    }

    [Theory]
    [InlineData("+++++++++", "---------", ChangeVerdict.NoEvidence, "9 cases are too few; 10 are wanted.")]
    [InlineData("++++++++++++", "++++++++----", ChangeVerdict.NoEvidence, "4 cases differ")]
    [InlineData("++++++++++++", "++++++++++++", ChangeVerdict.NoChange, "")]
    [InlineData("++++++++++++", "+++++++++++!", ChangeVerdict.NoEvidence, "1 trials have no verdict")]
    [InlineData("+++++++++++++", "++++++++++++", ChangeVerdict.NoEvidence, "1 trials are in the yardstick only.")]
    [InlineData("++++++++++++", "+++++++++++++", ChangeVerdict.NoEvidence, "1 trials are in the other run only.")]
    [InlineData("++++++++++++!", "------------+", ChangeVerdict.Worse, "1 trials have no verdict")]
    public void Too_little_is_no_evidence(string before, string after, ChangeVerdict verdict, string message)
    {
        EvalComparison found = Compare(before, after);
        Assert.Equal(verdict, found.Verdict);
        Assert.Contains(message, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_may_rest_on_the_pairs_where_that_is_asked_for()
    {
        string first = _folder.Write("before", WrittenRun.Trials("+++++++++++++"));
        string second = _folder.Write("after", WrittenRun.Trials("++++++++++++"));
        var options = new CompareOptions { ReferencePath = first, CandidatePath = second, AllowUnpaired = true };
        Assert.Equal(ChangeVerdict.NoChange, Compare(options).Verdict);
    }

    [Fact]
    public void Case_that_was_changed_is_no_pair()
    {
        WrittenTrial[] before = WrittenRun.Trials("++++++++++++");
        WrittenTrial[] after = [.. before.Select((trial, index) => index == 3 ? trial with { Text = "Something else?" } : trial)];
        EvalComparison found = Compare(before, after);

        Assert.Equal((1, 11, ChangeVerdict.NoEvidence), (found.OtherCases, found.PairCount, found.Verdict));
        CaseChange change = Assert.Single(found.Cases);
        Assert.Equal((CaseChangeKind.OtherCase, "c004"), (change.Kind, change.CaseId));
    }

    [Fact]
    public void Trials_of_a_case_count_as_one_case()
    {
        WrittenTrial[] before = [.. Enumerable.Range(1, 3).SelectMany(trial => Of("++++++++++++", trial))];
        WrittenTrial[] after = [.. Enumerable.Range(1, 3).SelectMany(trial => Of("------++++++", trial))];
        EvalComparison found = Compare(before, after);

        Assert.Equal((12, 36, 18), (found.CaseCount, found.PairCount, found.Regressions));
        Assert.Equal(2.0 / 64, found.PValue!.Value, 12);
        Assert.Null(found.MidPValue);

        static IEnumerable<WrittenTrial> Of(string outcomes, int trial) =>
            WrittenRun.Trials(outcomes).Select(one => one with { Trial = trial });
    }

    [Fact]
    public void Newest_result_of_a_case_counts()
    {
        WrittenTrial[] before = WrittenRun.Trials("++++++++++++");
        WrittenTrial[] after = [.. WrittenRun.Trials("!+++++++++++"), .. WrittenRun.Trials("+")];
        EvalComparison found = Compare(before, after);
        Assert.Equal((12, 0, 0), (found.PairCount, found.NoVerdict, found.Regressions));
    }

    [Fact]
    public void Groups_say_where_it_got_worse()
    {
        WrittenTrial[] before =
        [
            .. WrittenRun.Trials(new string('+', 40)).Select((trial, index) => trial with { Tag = index < 20 ? "refund" : "address" }),
        ];
        WrittenTrial[] after = [.. before.Select((trial, index) => index < 15 ? trial with { Outcome = Outcome.Fail } : trial)];
        EvalComparison found = Compare(before, after);

        FigureChange[] rates = [.. found.Groups.Where(group => group.Figure == "pass_rate")];
        Assert.Equal(
            [("address", ChangeVerdict.NoChange), ("refund", ChangeVerdict.Worse)], rates.Select(rate => (rate.Group, rate.Verdict)));
        Assert.Equal(15, found.Cases.Count(change => change is { Kind: CaseChangeKind.Regression, Tags: ["refund"] }));
    }

    [Fact]
    public void All_reasons_against_a_comparison_are_told_at_once()
    {
        string first = _folder.Write("before", WrittenRun.Trials("++++++++++++"), Judged("judge-1", "sandbox"));
        string second = _folder.Write("after", WrittenRun.Trials("++++++++++++"), Judged("judge-2", "api.openai.com"));
        EvalException error = Assert.Throws<EvalException>(
            () => Compare(new CompareOptions { ReferencePath = first, CandidatePath = second }));

        Assert.Equal("RunsNotComparable", error.ErrorId);
        Assert.Contains("judge_model: judge-1 -> judge-2", error.Message, StringComparison.Ordinal);
        Assert.Contains("provider: sandbox -> api.openai.com", error.Message, StringComparison.Ordinal);

        static Func<RunManifest, RunManifest> Judged(string judge, string provider) => manifest =>
            manifest with { Provider = provider, Settings = new JsonObject { ["judge_model"] = judge } };
    }

    [Fact]
    public void Model_and_prompt_may_differ_and_are_shown()
    {
        string first = _folder.Write("before", WrittenRun.Trials("++++++++++++"));
        string second = _folder.Write(
            "after",
            WrittenRun.Trials("++++++++++++"),
            manifest => manifest with { Settings = new JsonObject { ["model"] = "n", ["system_prompt_sha256"] = "12", ["seed"] = 1 } });
        EvalComparison found = Compare(new CompareOptions { ReferencePath = first, CandidatePath = second });
        Assert.Equal(
            [("model", "m", "n", false), ("system_prompt_sha256", "", "12", false)],
            found.Differences.Select(one => (one.Setting, one.Reference, one.Candidate, one.BreaksPairs)));
        Assert.Equal(ChangeVerdict.NoChange, found.Verdict);
    }

    [Fact]
    public void Changed_journal_is_refused()
    {
        string first = _folder.Write("before", WrittenRun.Trials("++++++++++++"));
        string second = _folder.Write("after", WrittenRun.Trials("-+++++++++++"));
        string journal = Path.Combine(second, "journal.jsonl");
        File.WriteAllText(journal, File.ReadAllText(journal).Replace("\"fail\"", "\"pass\"", StringComparison.Ordinal));
        EvalException error = Assert.Throws<EvalException>(
            () => Compare(new CompareOptions { ReferencePath = first, CandidatePath = second }));
        Assert.Equal("RunChanged", error.ErrorId);
    }

    [Fact]
    public void Unfinished_run_is_no_evidence()
    {
        string first = _folder.Write("before", WrittenRun.Trials("++++++++++++"));
        string second = _folder.Write(
            "after", WrittenRun.Trials("++++++++++++"), manifest => manifest with { State = RunState.Cancelled });
        EvalComparison found = Compare(new CompareOptions { ReferencePath = first, CandidatePath = second });
        Assert.Equal(ChangeVerdict.NoEvidence, found.Verdict);
        Assert.Contains("is cancelled", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_wrong_setting_is_told_at_once()
    {
        EvalException error = Assert.Throws<EvalException>(
            () => Compare(new CompareOptions { MinimumCaseCount = 1, Figures = ["latency_first_audio", "grade_mean"] }));
        Assert.Equal("InvalidSetting", error.ErrorId);
        Assert.Contains("No run is named", error.Message, StringComparison.Ordinal);
        Assert.Contains("must be 2 or more", error.Message, StringComparison.Ordinal);
        Assert.Contains("the nearest is 'latency_first_audio_ms'", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Whatever of the evidence is taken away, the verdict gets no better.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Taking_evidence_away_makes_no_verdict_better(int seed)
    {
        var random = new Random(seed);
        WrittenTrial[] before = [.. Random(random, 24, 0.7, 500)];
        WrittenTrial[] after = [.. Random(random, 24, random.NextDouble(), random.Next(400, 700))];
        for (int round = 0; round < 12; round++)
        {
            int at = random.Next(after.Length);
            EvalComparison less = (round % 4) switch
            {
                0 => Compare(before, [.. after.Where((_, index) => index != at)]),
                1 => Compare(before, [.. after.Select((trial, index) => index == at ? trial with { Outcome = Outcome.Error } : trial)]),
                2 => Compare(before, [.. after.Select((trial, index) => index == at ? trial with { Latency = null } : trial)]),
                _ => Compare([.. before.Where((_, index) => index != at)], after),
            };
            Assert.DoesNotContain(less.Verdict, new[] { ChangeVerdict.Better, ChangeVerdict.NoChange });
        }
    }

    private static IEnumerable<WrittenTrial> Random(Random random, int count, double rate, double latency) =>
        WrittenRun.Trials(new string('+', count)).Select(trial => trial with
        {
            Outcome = random.NextDouble() < rate ? Outcome.Pass : Outcome.Fail,
            Latency = latency + random.Next(200),
        });

    private static EvalComparison Compare(CompareOptions options) => new CompareOperation(Stated.Distributions).Compare(options);

    private EvalComparison Compare(string before, string after) => Compare(WrittenRun.Trials(before), WrittenRun.Trials(after));

    private EvalComparison Compare(IReadOnlyCollection<WrittenTrial> before, IReadOnlyCollection<WrittenTrial> after) =>
        Compare(new CompareOptions { ReferencePath = _folder.Write("before", before), CandidatePath = _folder.Write("after", after) });
}
