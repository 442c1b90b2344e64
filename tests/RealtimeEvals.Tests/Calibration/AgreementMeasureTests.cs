using RealtimeEvals.Calibration;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Statistics;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Calibration.ItemLabel;
using static RealtimeEvals.Tests.Statistics.Stated;

namespace RealtimeEvals.Tests.Calibration;

/// <summary>What a grader and people said about the same items, counted and measured.</summary>
public sealed class AgreementMeasureTests
{
    /// <summary>[[20, 5], [10, 15]]: kappa is 0.4, and so is alpha: 1 - (30 / 100) / (2 * 55 * 45 / (100 * 99)).</summary>
    [Fact]
    public void Table_of_people_and_grader_is_measured()
    {
        JudgeAgreement found = Measure(20, (Pass, Pass, 20), (Pass, Fail, 5), (Fail, Pass, 10), (Fail, Fail, 15));

        Assert.Equal(AgreementVerdict.Measured, found.Verdict);
        Assert.Equal(
            (50, 20, 5, 10, 15), (found.Items, found.TruePass, found.FalseFail, found.FalsePass, found.TrueFail));
        Equal(0.8, found.Sensitivity);
        Equal(0.6, found.Specificity);
        Equal(0.7, found.Agreement);
        Equal(0.4, found.Kappa);
        Equal(0.4, found.Alpha);
        Equal(0.6, found.RawPassRate);
        Equal(0.5, found.CorrectedPassRate);
        AreHeld(found.SensitivityLow, 0.8, found.SensitivityHigh, WilsonInterval.Of(20, 25));
        AreHeld(found.SpecificityLow, 0.6, found.SpecificityHigh, WilsonInterval.Of(15, 25));
        AreHeld(found.RawPassRateLow, 0.6, found.RawPassRateHigh, WilsonInterval.Of(30, 50));
        AreHeld(found.CorrectedPassRateLow, 0.5, found.CorrectedPassRateHigh, JudgeCorrection.IntervalOf(30, 50, 20, 25, 15, 25));
        double half = WilsonInterval.Z * Math.Sqrt(252.0 / 15625);
        Assert.InRange(found.KappaLow!.Value, 0.4 - 1.2 * half, 0.4 - half);
        Assert.InRange(found.KappaHigh!.Value, 0.4 + half, 0.4 + 1.2 * half);
        Assert.InRange(found.AlphaLow!.Value, -0.1, 0.39);
    }

    [Fact]
    public void Full_agreement_has_a_width()
    {
        JudgeAgreement found = Measure(20, (Pass, Pass, 15), (Fail, Fail, 15));

        Equal(1, found.Kappa);
        Equal(1, found.KappaHigh);
        Assert.InRange(found.KappaLow!.Value, 0.7, 0.85);
        Assert.True(found.SensitivityLow < 0.85 && found.AlphaLow < 0.9);
    }

    /// <summary>The rate of 0.8 of a judge with a sensitivity of 0.9 and a specificity of 0.85 is 0.65 / 0.75.</summary>
    [Fact]
    public void Rate_is_corrected_for_the_error_of_the_judge()
    {
        var judge = new JudgeAgreement
        {
            Sensitivity = 0.9, Specificity = 0.85, TruePass = 90, FalseFail = 10, TrueFail = 85, FalsePass = 15,
        };

        (double? rate, Interval? interval) = CorrectedRate.Of(judge, 0.8, 500);

        Equal(0.65 / 0.75, rate);
        Assert.True(interval is (double low, double high) && low < 0.65 / 0.75 && high > 0.65 / 0.75);
        Assert.Equal((null, null), CorrectedRate.Of(judge with { Sensitivity = 0.4, Specificity = 0.6 }, 0.8, 500));
        Assert.Equal((null, null), CorrectedRate.Of(judge with { Specificity = null }, 0.8, 500));
    }

    [Theory]
    [InlineData(19, "19 items could be compared; 20 are wanted")]
    [InlineData(40, "all labels and all grades are alike")]
    public void Too_little_is_no_evidence(int items, string why)
    {
        JudgeAgreement found = Measure(20, (Pass, Pass, items));

        Assert.Equal((AgreementVerdict.NoEvidence, null), (found.Verdict, found.Kappa));
        Assert.Contains(why, found.Message, StringComparison.Ordinal);
        Assert.Contains("no corrected rate: people failed no item", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_that_is_no_better_than_chance_has_no_corrected_rate()
    {
        JudgeAgreement found = Measure(1, (Pass, Pass, 5), (Pass, Fail, 5), (Fail, Pass, 5), (Fail, Fail, 5));

        Assert.Null(found.CorrectedPassRate);
        Assert.Contains("no better than chance", found.Message, StringComparison.Ordinal);
        Equal(0, found.Kappa);
    }

    [Fact]
    public void Items_that_cannot_be_compared_are_counted_and_left_out()
    {
        GradedItem[] items = [.. Items(Pass, Pass, Fail, null, NotApplicable)];
        LabelledItem[] labelled =
        [
            new(items[0], [Pass, Pass, Fail]), new(items[1], [Pass, Fail]), new(items[2], [NotApplicable]),
            new(items[3], [Pass]), new(items[4], [Pass]),
        ];

        JudgeAgreement found = new AgreementMeasure("goal", items, labelled, Distributions).Measure(1, "");

        Assert.Equal((5, 1, 1, 2, 1), (found.Labelled, found.Items, found.Ties, found.NotApplicable, found.Ungraded));
        Assert.Equal((1, 0, 0, 0), (found.TruePass, found.FalseFail, found.FalsePass, found.TrueFail));
    }

    private static void AreHeld(double? low, double value, double? high, Interval? expected)
    {
        Equal(expected!.Value.Low, low);
        Equal(expected.Value.High, high);
        Assert.InRange(value, low!.Value, high!.Value);
    }

    private static JudgeAgreement Measure(int minimum, params (ItemLabel Human, ItemLabel Grader, int Times)[] table)
    {
        (ItemLabel Human, ItemLabel Grader)[] all =
            [.. table.SelectMany(cell => Enumerable.Repeat((cell.Human, cell.Grader), cell.Times))];
        GradedItem[] items = [.. Items([.. all.Select(one => (ItemLabel?)one.Grader)])];
        LabelledItem[] labelled = [.. items.Zip(all, (item, one) => new LabelledItem(item, [one.Human]))];
        return new AgreementMeasure("goal", items, labelled, Distributions).Measure(minimum, "");
    }

    private static IEnumerable<GradedItem> Items(params ItemLabel?[] labels) =>
        PlottedCases.Evidence(labels.Length).Cases.Select((one, index) => new GradedItem("goal", "judge", one, 0, labels[index]));
}
