using RealtimeEvals.Comparing;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Statistics;
using Xunit;

namespace RealtimeEvals.Tests.Comparing;

/// <summary>How many cases a difference needs.</summary>
public sealed class PowerOperationTests
{
    [Fact]
    public void Number_of_cases_is_that_of_the_literature()
    {
        // Connor (1987): a fifth of the pairs differs, and a difference of 0.1 is to be found in four of five comparisons.
        EvalPower found = Measure(new PowerOptions { Difference = 0.1, DifferingShare = 0.2 });
        Assert.Equal(155, found.CasesNeeded);
        Assert.Equal("A difference of 0.1 needs 155 cases to show in 80 of 100 comparisons.", found.Message);
    }

    [Theory]
    [InlineData(50, 0.173)]
    [InlineData(100, 0.124)]
    [InlineData(200, 0.088)]
    [InlineData(500, 0.056)]
    public void Smallest_difference_is_that_of_the_table(int cases, double difference) =>
        Assert.Equal(difference, Measure(new PowerOptions { CaseCount = cases }).SmallestDifference!.Value, 3);

    [Fact]
    public void Trials_help_as_far_as_they_differ()
    {
        var options = new PowerOptions { Difference = 0.1, CaseCount = 80, DifferingShare = 0.2 };
        EvalPower useless = Measure(options);
        EvalPower useful = Measure(options with { BetweenShare = 0.3 });

        Assert.Null(useless.TrialsNeeded);
        Assert.Contains("no number of trials is enough", useless.Message, StringComparison.Ordinal);
        Assert.Equal(4, useful.TrialsNeeded);
        Assert.True(Measure(options with { BetweenShare = 0.3, TrialCount = useful.TrialsNeeded }).CasesNeeded <= 80);
        Assert.True(Measure(options with { BetweenShare = 0.3, TrialCount = useful.TrialsNeeded - 1 }).CasesNeeded > 80);
    }

    [Fact]
    public void Mean_needs_what_its_deviation_says()
    {
        EvalPower found = Measure(new PowerOptions { Difference = 50, Deviation = 200, CaseCount = 126 });
        Assert.Equal(("mean", 126), (found.Figure, found.CasesNeeded));
        Assert.InRange(found.SmallestDifference!.Value, 49, 50);
    }

    [Fact]
    public void Few_cases_show_nothing()
    {
        EvalPower found = Measure(new PowerOptions { CaseCount = 5, DifferingShare = 0.1 });
        Assert.Null(found.SmallestDifference);
        Assert.Contains("show no difference", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_wrong_setting_is_told_at_once()
    {
        EvalException error = Assert.Throws<EvalException>(() => Measure(
            new PowerOptions { Difference = 0, CaseCount = 1, DifferingShare = 2, TrialCount = 0,
                BetweenShare = -1, Power = 1, Alpha = double.NaN }));
        Assert.Equal("InvalidSetting", error.ErrorId);
        foreach (string name in new[] { "difference", "cases", "pairs that differ", "trials", "between cases", "power", "Alpha" })
        {
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Difference_or_number_of_cases_is_needed() =>
        Assert.Contains(
            "Neither a difference nor a number of cases",
            Assert.Throws<EvalException>(() => Measure(new PowerOptions())).Message,
            StringComparison.Ordinal);

    private static EvalPower Measure(PowerOptions options) => new PowerOperation(Stated.Distributions).Measure(options);
}
