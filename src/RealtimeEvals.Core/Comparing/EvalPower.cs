using RealtimeEvals.Messages;

namespace RealtimeEvals.Comparing;

/// <summary>How many cases or trials a difference between two runs needs.</summary>
public sealed record EvalPower
{
    /// <summary>What the difference is of: pass_rate, or mean.</summary>
    public required string Figure { get; init; }

    /// <summary>The difference that is to be found; null when only a number of cases was given.</summary>
    public double? Difference { get; init; }

    /// <summary>The number of cases that it needs; null without a difference.</summary>
    public int? CasesNeeded { get; init; }

    /// <summary>The number of cases that there are; null when none was given.</summary>
    public int? CaseCount { get; init; }

    /// <summary>The number of trials of each of those cases that the difference needs; null where no number is enough.</summary>
    public int? TrialsNeeded { get; init; }

    /// <summary>The smallest difference that those cases show; null where they show none.</summary>
    public double? SmallestDifference { get; init; }

    /// <summary>The number of trials of each case.</summary>
    public int TrialCount { get; init; }

    /// <summary>The share of pairs that differ; null for a mean.</summary>
    public double? DifferingShare { get; init; }

    /// <summary>The standard deviation of the differences of cases; null for pass rates.</summary>
    public double? Deviation { get; init; }

    /// <summary>The share of the variance of differences that lies between cases.</summary>
    public double BetweenShare { get; init; }

    /// <summary>The probability to find the difference.</summary>
    public double Power { get; init; }

    /// <summary>The probability to find one where there is none.</summary>
    public double Alpha { get; init; }

    /// <summary>What it comes to, in words.</summary>
    public string Message { get; init; } = "";

    /// <summary>Returns what it comes to.</summary>
    public override string ToString() => VisibleText.Of(Message);
}
