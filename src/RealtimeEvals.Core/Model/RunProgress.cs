namespace RealtimeEvals.Model;

/// <summary>The progress of a run.</summary>
/// <param name="Activity">What is being done.</param>
/// <param name="Completed">Number of finished cases.</param>
/// <param name="Planned">Number of all cases of the run.</param>
/// <param name="Current">The case that finished last, with its outcome.</param>
/// <param name="CostUsd">Cost so far in US dollars; null when no price is known.</param>
public sealed record RunProgress(string Activity, int Completed, int Planned, string Current, decimal? CostUsd)
{
    /// <summary>Number of cases that have passed.</summary>
    public int Passed { get; init; }

    /// <summary>Number of cases that have failed or ended in Error.</summary>
    public int Failed { get; init; }

    /// <summary>The time that the rest will take, judging by the cases so far; null while nothing is known.</summary>
    public TimeSpan? TimeLeft { get; init; }

    /// <summary>What the rest will cost in US dollars, judging by the cases so far; null while nothing is known.</summary>
    public decimal? CostLeftUsd { get; init; }

    /// <summary>The progress on one line: cases, verdicts and cost.</summary>
    public string Status =>
        FormattableString.Invariant($"{Completed} of {Planned}{Verdicts}")
        + (CostUsd is > 0 ? FormattableString.Invariant($", ${CostUsd:0.0000}") : "")
        + Rest;

    private string Rest
    {
        get
        {
            if (TimeLeft is not TimeSpan left || left < TimeSpan.FromSeconds(10)) return "";
            string time = left.TotalMinutes < 2 ? FormattableString.Invariant($"{left.TotalSeconds:0} s")
                : left.TotalHours < 2 ? FormattableString.Invariant($"{left.TotalMinutes:0} min")
                : FormattableString.Invariant($"{left.TotalHours:0.0} h");
            return $", about {time}" + (CostLeftUsd is > 0 ? FormattableString.Invariant($" and ${CostLeftUsd:0.00##}") : "") + " left";
        }
    }

    private string Verdicts => Passed + Failed > 0 ? FormattableString.Invariant($", {Passed} passed, {Failed} failed") : "";
}
