using RealtimeEvals.Statistics;

namespace RealtimeEvals.Comparing;

/// <summary>Says how many cases or trials a difference needs, and which difference a number of cases shows.</summary>
/// <param name="distributions">The distributions that the numbers are computed with.</param>
public sealed class PowerOperation(IDistributions distributions)
{
    /// <summary>Computes.</summary>
    /// <param name="options">The difference, the number of cases, or both.</param>
    /// <exception cref="Model.EvalException"><c>InvalidSetting</c>: every problem.</exception>
    public EvalPower Measure(PowerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Require();
        var power = new PairedPower(distributions, options.Power, options.Alpha);
        EvalPower found = options.Deviation is double deviation ? OfMean(options, power, deviation) : OfRate(options, power);
        return found with { Message = Tell(found) };
    }

    private static EvalPower OfMean(PowerOptions options, PairedPower power, double deviation) => Of("mean", options) with
    {
        Deviation = deviation,
        CasesNeeded = options.Difference is double difference ? Whole(power.PairsForMean(difference, deviation)) : null,
        SmallestDifference = options.CaseCount is int cases ? power.SmallestMeanDifference(cases, deviation) : null,
    };

    private static EvalPower OfRate(PowerOptions options, PairedPower power)
    {
        double share = options.DifferingShare ?? Math.Max(PowerOptions.UsualDifferingShare, options.Difference ?? 0);
        int trials = options.TrialCount ?? 1;
        return Of(PassRateComparison.Name, options) with
        {
            DifferingShare = share,
            CasesNeeded = options.Difference is double difference
                ? Whole(power.Cases(difference, share, trials, options.BetweenShare))
                : null,
            TrialsNeeded = options is { Difference: double wanted, CaseCount: int count }
                ? power.Trials(count, wanted, share, options.BetweenShare)
                : null,
            SmallestDifference = options.CaseCount is int cases
                ? power.SmallestDifference(cases, share, trials, options.BetweenShare)
                : null,
        };
    }

    private static EvalPower Of(string figure, PowerOptions options) => new()
    {
        Figure = figure,
        Difference = options.Difference,
        CaseCount = options.CaseCount,
        TrialCount = options.TrialCount ?? 1,
        BetweenShare = options.BetweenShare,
        Power = options.Power,
        Alpha = options.Alpha,
    };

    /// <summary>A number of cases that is a whole but for rounding stays what it is.</summary>
    private static int Whole(double cases) => (int)Math.Min(int.MaxValue, Math.Max(2, Math.Ceiling(cases - 1e-9)));

    private static string Tell(EvalPower found)
    {
        string perCase = found.TrialCount == 1 ? "" : FormattableString.Invariant($" of {found.TrialCount} trials each");
        string chance = FormattableString.Invariant($" in {100 * found.Power:0.#} of 100 comparisons");
        string needed = found.CasesNeeded is int cases
            ? FormattableString.Invariant($"A difference of {found.Difference:0.####} needs {cases} cases{perCase} to show{chance}.")
            : "";
        string shown = found.CaseCount is not int count ? ""
            : found.SmallestDifference is double smallest
                ? FormattableString.Invariant($"{count} cases{perCase} show a difference of {smallest:0.####} or more{chance}.")
                : FormattableString.Invariant($"{count} cases{perCase} show no difference{chance}, however large.");
        string trials = found is { Difference: not null, CaseCount: not null, DifferingShare: not null }
            ? found.TrialsNeeded is int wanted
                ? FormattableString.Invariant($"With these cases the difference needs {wanted} trials of each.")
                : "With these cases no number of trials is enough."
            : "";
        return string.Join(' ', new[] { needed, shown, trials }.Where(text => text.Length > 0));
    }
}
