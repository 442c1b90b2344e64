using RealtimeEvals.Model;

namespace RealtimeEvals.Comparing;

/// <summary>Which difference two runs should be able to show, and with how many cases.</summary>
public sealed record PowerOptions
{
    /// <summary>The usual <see cref="DifferingShare"/>.</summary>
    public const double UsualDifferingShare = 0.2;

    /// <summary>The difference that is to be found: of pass rates, above 0 and at most 1, or of a mean in its own unit.</summary>
    /// <value>none; then the number of cases must be given</value>
    public double? Difference { get; init; }

    /// <summary>The number of cases that there are; the smallest difference that they show is told.</summary>
    /// <value>none; then the difference must be given</value>
    public int? CaseCount { get; init; }

    /// <summary>The share of pairs that end differently in two runs, either way, above 0 and at most 1.</summary>
    /// <remarks>A comparison of two earlier runs knows it. The more pairs differ, the more cases are needed.</remarks>
    /// <value>0.2, or the difference where that is larger</value>
    public double? DifferingShare { get; init; }

    /// <summary>The standard deviation of the differences of cases, for a difference of a mean such as a latency.</summary>
    /// <value>none; the difference is one of pass rates</value>
    public double? Deviation { get; init; }

    /// <summary>The number of trials of each case, from 1.</summary>
    /// <value>1</value>
    public int? TrialCount { get; init; }

    /// <summary>The share of the variance of differences that lies between cases, 0 to 1.</summary>
    /// <remarks>The rest lies between trials of one case, and more trials make it smaller. At 1 they are of no use.</remarks>
    public double BetweenShare { get; init; } = 1;

    /// <summary>The probability to find the difference, above 0 and below 1.</summary>
    public double Power { get; init; } = 0.8;

    /// <summary>The probability to find one where there is none, on two sides, above 0 and below 1.</summary>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Throws when a setting is missing or out of range.</summary>
    /// <exception cref="EvalException"><c>InvalidSetting</c>: every problem.</exception>
    public void Require()
    {
        var problems = new List<string>();
        if (Difference is null && CaseCount is null) problems.Add("Neither a difference nor a number of cases is given.");
        Check(Difference is not <= 0 && (Deviation is not null || Difference is not > 1),
            "The difference", Difference, "above 0 (a rate: to 1)");
        Check(CaseCount is not < 2, "The number of cases", CaseCount, "2 or more");
        Check(DifferingShare is not (<= 0 or > 1), "The share of pairs that differ", DifferingShare, "above 0 and at most 1");
        Check(
            Deviation is not null || DifferingShare is null || Difference is null || Difference <= DifferingShare,
            "The difference",
            Difference,
            "at most the share of pairs that differ");
        Check(Deviation is not <= 0, "The standard deviation", Deviation, "above 0");
        Check(TrialCount is not < 1, "The number of trials", TrialCount, "1 or more");
        Check(BetweenShare is >= 0 and <= 1, "The share of variance between cases", BetweenShare, "0 to 1");
        Check(Power is > 0 and < 1, "The power", Power, "above 0 and below 1");
        Check(Alpha is > 0 and < 1, "Alpha", Alpha, "above 0 and below 1");
        if (Deviation is not null && DifferingShare is not null)
        {
            problems.Add("A standard deviation is about a mean and a share of differing pairs about pass rates; give one of them.");
        }

        if (problems.Count > 0) throw EvalErrors.InvalidSetting(problems);

        void Check(bool isRight, string name, double? value, string range)
        {
            if (!isRight || value is double number && !double.IsFinite(number))
            {
                problems.Add(FormattableString.Invariant($"{name} is {value}; it must be {range}."));
            }
        }
    }
}
