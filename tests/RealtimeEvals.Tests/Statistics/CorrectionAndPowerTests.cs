using RealtimeEvals.Statistics;
using Xunit;
using static RealtimeEvals.Tests.Statistics.Stated;

namespace RealtimeEvals.Tests.Statistics;

/// <summary>Corrections for several tests, power, and the size of effects.</summary>
public sealed class CorrectionAndPowerTests
{
    /// <summary>
    /// Holm: 5, 4, 3, 2 and 1 times the value, never less than the one before. Benjamini-Hochberg: 5/1, 5/2, ... times the value.
    /// </summary>
    [Fact]
    public void Corrections_are_those_of_the_literature()
    {
        double[] values = [0.01, 0.02, 0.03, 0.04, 0.05];

        Assert.Equal([0.05, 0.08, 0.09, 0.09, 0.09], Holm.Adjust(values).Select(value => Math.Round(value, 12)));
        Assert.Equal([0.05, 0.05, 0.05, 0.05, 0.05], BenjaminiHochberg.Adjust(values).Select(value => Math.Round(value, 12)));
        Assert.Equal([0.5, 0.03, 0.9], Holm.Adjust([0.25, 0.01, 0.9]).Select(value => Math.Round(value, 12)));
        Assert.Equal([0.375, 0.03, 0.9], BenjaminiHochberg.Adjust([0.25, 0.01, 0.9]).Select(value => Math.Round(value, 12)));
        Assert.Empty(Holm.Adjust([]));
    }

    /// <summary>Connor's formula with forty digits: 154.6 cases for 0.1 of 0.2; and its roots.</summary>
    [Fact]
    public void Power_is_that_of_the_literature()
    {
        var power = new PairedPower(Distributions);

        Equal(154.59856956021, power.Cases(0.1, 0.2));
        Equal(0.1730417001835, power.SmallestDifference(50, 0.2));
        Equal(0.12381933148441, power.SmallestDifference(100, 0.2));
        Equal(0.088072693451604, power.SmallestDifference(200, 0.2));
        Equal(0.055899692822085, power.SmallestDifference(500, 0.2));
        Assert.Null(power.SmallestDifference(10, 0.2));
    }

    /// <summary>A quarter of the variance lies between cases, four trials: the rest is (0.2 - 0.01) (0.25 + 0.75 / 4).</summary>
    [Fact]
    public void Trials_shrink_the_variance_within_cases_only()
    {
        var power = new PairedPower(Distributions);

        Equal(70.687985529275, power.Cases(0.1, 0.2, 4, 0.25));
        Assert.Equal(4, power.Trials(71, 0.1, 0.2, 0.25));
        Assert.Equal(5, power.Trials(70, 0.1, 0.2, 0.25));
        Assert.Equal(1, power.Trials(155, 0.1, 0.2, 0.25));
        Assert.Null(power.Trials(20, 0.1, 0.2, 0.25));
        Equal(power.Cases(0.1, 0.2), power.Cases(0.1, 0.2, 9, 1));
    }

    /// <summary>(1.95996 + 0.84162)^2 x (100 / 20)^2 with forty digits.</summary>
    [Fact]
    public void Pairs_for_a_mean_are_those_of_the_formula()
    {
        var power = new PairedPower(Distributions);

        Equal(196.22199335873, power.PairsForMean(20, 100));
        Assert.Equal(20, power.SmallestMeanDifference(196, 100)!.Value, 0.02);
        Assert.Null(power.SmallestMeanDifference(1, 100));
    }

    /// <summary>
    /// The number of cases that the formula gives finds the difference in about 80 of 100 comparisons; 2,000 from a seed.
    /// </summary>
    [Fact]
    public void Number_of_cases_has_the_power_in_simulation()
    {
        var random = new Random(4);
        int cases = (int)Math.Ceiling(new PairedPower(Distributions).Cases(0.1, 0.2));
        int found = 0;
        for (int run = 0; run < 2000; run++)
        {
            (int gained, int lost) = (0, 0);
            for (int pair = 0; pair < cases; pair++)
            {
                double draw = random.NextDouble();
                if (draw < 0.15) gained++;
                else if (draw < 0.2) lost++;
            }

            if (McNemar.MidP(gained, lost, Distributions) <= 0.05) found++;
        }

        Assert.InRange(found, 1540, 1700);
    }

    [Fact]
    public void Effects_change_their_sign_when_the_sides_do()
    {
        Equal(0.25, EffectSize.CohenG(9, 3));
        Equal(-0.25, EffectSize.CohenG(3, 9));
        Equal(3, EffectSize.OddsRatio(9, 3));
        Assert.Null(EffectSize.CohenG(0, 0));
        Assert.Null(EffectSize.OddsRatio(3, 0));
        Equal(2 / Math.Sqrt(2), EffectSize.CohenD([1, 3]));
        Equal(-2 / Math.Sqrt(2), EffectSize.CohenD([-1, -3]));
        Assert.Null(EffectSize.CohenD([2, 2]));
        Equal(0.25, EffectSize.CliffDelta([1, 3, 0, -2]));
        Assert.Null(EffectSize.CliffDelta([]));
    }
}
