using RealtimeEvals.Statistics;
using Xunit;
using static RealtimeEvals.Tests.Statistics.Stated;

namespace RealtimeEvals.Tests.Statistics;

/// <summary>Agreement of raters, and the rate of an imperfect judge.</summary>
public sealed class AgreementTests
{
    /// <summary>[[20,5],[10,15]]: 0.4, and the squared error 252/15625 in fractions; the second 29/59 and 63039/12117361.</summary>
    [Fact]
    public void Kappa_is_that_of_the_formula()
    {
        int[,] two = { { 20, 5 }, { 10, 15 } };
        int[,] three = { { 44, 5, 1 }, { 7, 20, 3 }, { 9, 5, 6 } };

        Equal(0.4, CohenKappa.Of(two));
        Equal(Math.Sqrt(252.0 / 15625), CohenKappa.ErrorOf(two));
        Equal(29.0 / 59, CohenKappa.Of(three));
        Equal(Math.Sqrt(63039.0 / 12117361), CohenKappa.ErrorOf(three));
    }

    [Fact]
    public void Kappa_of_one_label_is_none()
    {
        Assert.Null(CohenKappa.Of(new[,] { { 50, 0 }, { 0, 0 } }));
        Assert.Null(CohenKappa.ErrorOf(new[,] { { 50, 0 }, { 0, 0 } }));
        Assert.Null(CohenKappa.Of(new int[2, 2]));
        Equal(1, CohenKappa.Of(new[,] { { 50, 0 }, { 0, 1 } }));
    }

    /// <summary>
    /// Four observers, twelve units, with gaps: K. Krippendorff, Computing Krippendorff's alpha-reliability (2011), 0.743.
    /// </summary>
    [Fact]
    public void Alpha_is_that_of_the_literature()
    {
        string[] observers = ["123321412   ", "1233224125 3", " 3332342251 ", "12332441251 "];

        Equal(113.0 / 152, KrippendorffAlpha.Nominal(UnitsOf(observers)));
        Equal(4.0 / 9, KrippendorffAlpha.Nominal(UnitsOf("aabb ", "abb a")));
    }

    [Fact]
    public void Alpha_of_one_label_or_single_labels_is_none()
    {
        Assert.Null(KrippendorffAlpha.Nominal(UnitsOf("aaa", "aaa")));
        Assert.Null(KrippendorffAlpha.Nominal(UnitsOf("ab ", "  b")));
        Assert.Null(KrippendorffAlpha.Nominal([]));
        Equal(1, KrippendorffAlpha.Nominal(UnitsOf("aab", "aab")));
    }

    [Fact]
    public void Corrected_rate_is_that_of_the_formula()
    {
        Equal(0.65 / 0.75, JudgeCorrection.Of(0.8, 0.9, 0.85));
        Assert.Equal(0, JudgeCorrection.Of(0.05, 0.9, 0.85));
        Assert.Equal(1, JudgeCorrection.Of(0.95, 0.9, 0.85));
        Assert.Null(JudgeCorrection.Of(0.5, 0.5, 0.5));
    }

    /// <summary>80 of 100, 45 of 50 and 34 of 40: Lang and Reiczigel's formula with forty digits, the upper end kept at 1.</summary>
    [Fact]
    public void Interval_of_the_corrected_rate_is_that_of_the_formula()
    {
        Equal(0.72346794334458, 1, JudgeCorrection.IntervalOf(80, 100, 45, 50, 34, 40));
        Assert.Null(JudgeCorrection.IntervalOf(80, 100, 20, 50, 20, 40));
        Assert.Null(JudgeCorrection.IntervalOf(80, 100, 0, 0, 20, 40));
    }

    /// <summary>A true rate of 0.8, a judge of 0.9 and 0.85 calibrated on 60 labels: 2,000 from a seed.</summary>
    [Fact]
    public void Interval_of_the_corrected_rate_holds_it_in_simulation()
    {
        var random = new Random(6);
        int held = 0;
        for (int run = 0; run < 2000; run++)
        {
            int passed = Draw(150, 0.8 * 0.9 + 0.2 * 0.15);
            (double low, double high) = JudgeCorrection.IntervalOf(passed, 150, Draw(30, 0.9), 30, Draw(30, 0.85), 30)!.Value;
            if (low <= 0.8 && 0.8 <= high) held++;
        }

        Assert.InRange(held, 1880, 1980);

        int Draw(int count, double chance) => Enumerable.Range(0, count).Count(_ => random.NextDouble() < chance);
    }

    private static IEnumerable<IEnumerable<string?>> UnitsOf(params string[] observers) =>
        Enumerable.Range(0, observers[0].Length)
            .Select(unit => observers.Select(labels => labels[unit] == ' ' ? null : labels[unit].ToString()));
}
