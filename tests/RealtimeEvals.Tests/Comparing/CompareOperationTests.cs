using System.Text.Json.Nodes;
using RealtimeEvals.Comparing;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Statistics;
using Xunit;

namespace RealtimeEvals.Tests.Comparing;

/// <summary>What a comparison of two runs says.</summary>
public sealed class CompareOperationTests : ComparedRuns
{
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
            ReferencePath = Folder.Write("before", WrittenRun.Trials(new string('-', 12) + "++" + new string('+', 36))),
            CandidatePath = Folder.Write("after", WrittenRun.Trials(new string('+', 12) + "--" + new string('+', 36))),
            Figures = ["latency_first_audio_ms_mean"],
        });

        Assert.Equal(0.0611, found.PassRateChangeLow!.Value, 4);
        Assert.Equal(0.3447, found.PassRateChangeHigh!.Value, 4);
        Assert.Equal(ChangeVerdict.Better, found.Figures[0].Verdict);
    }

    [Theory]
    [InlineData("api.openai.com", true)]
    [InlineData("sandbox", false)]
    public void Change_of_latencies_says_how_far_it_may_be_off(string provider, bool isTold)
    {
        WrittenTrial[] before = [.. WrittenRun.Trials(new string('+', 20)).Select(trial => trial with { Uncertainty = 1 })];
        WrittenTrial[] after = [.. before];
        before[3] = before[3] with { Uncertainty = 4 };
        after[5] = after[5] with { Uncertainty = 8 };
        EvalComparison found = Compare(new CompareOptions
        {
            ReferencePath = Folder.Write("before", before, manifest => manifest with { Provider = provider }),
            CandidatePath = Folder.Write("after", after, manifest => manifest with { Provider = provider }),
        });

        Assert.Equal(12.0, found.Figures.Single(figure => figure.Figure == "latency_first_audio_ms_mean").UncertaintyMs);
        Assert.Null(found.Figures.Single(figure => figure.Figure == "grade_mean").UncertaintyMs);
        Assert.Equal(isTold, found.Message.Contains("latency_first_audio_ms_p95 may be off by 12 ms", StringComparison.Ordinal));
    }

    [Fact]
    public void Swapped_runs_say_the_opposite()
    {
        var random = new Random(5);
        WrittenTrial[] before = [.. Random(random, 40, 0.8, 500)];
        WrittenTrial[] after = [.. Random(random, 40, 0.4, 700)];
        string first = Folder.Write("before", before);
        string second = Folder.Write("after", after);
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
            double drawn = one.Figure.Contains("_ms", StringComparison.Ordinal) ? 1 : 0.02;
            Assert.Equal(one.Low!.Value, -other.High!.Value, Math.Abs(one.Low.Value) * 0.02 + drawn);
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
    public void Model_and_prompt_may_differ_and_are_shown()
    {
        string first = Folder.Write("before", WrittenRun.Trials("++++++++++++"));
        string second = Folder.Write(
            "after",
            WrittenRun.Trials("++++++++++++"),
            manifest => manifest with { Settings = new JsonObject { ["model"] = "n", ["system_prompt_sha256"] = "12", ["seed"] = 1 } });
        EvalComparison found = Compare(new CompareOptions { ReferencePath = first, CandidatePath = second });
        Assert.Equal(
            [("model", "m", "n", false), ("system_prompt_sha256", "", "12", false)],
            found.Differences.Select(one => (one.Setting, one.Reference, one.Candidate, one.BreaksPairs)));
        Assert.Equal(ChangeVerdict.NoChange, found.Verdict);
    }
}
