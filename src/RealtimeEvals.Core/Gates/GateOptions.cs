using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>What a gate is told.</summary>
public sealed record GateOptions
{
    /// <summary>The age of evidence that is still fresh where nobody says otherwise.</summary>
    public static readonly TimeSpan UsualMaximumAge = TimeSpan.FromDays(7);

    /// <summary>The rules; every one must hold.</summary>
    public IReadOnlyList<GateRule> Rules { get; init; } = [];

    /// <summary>The set of the policy that the rules come from; empty for none.</summary>
    public string PolicySet { get; init; } = "";

    /// <summary>The least number of values or cases that each rule must be taken over.</summary>
    public int MinimumSamples { get; init; } = 1;

    /// <summary>How old the oldest case may be.</summary>
    public TimeSpan MaximumAge { get; init; } = UsualMaximumAge;

    /// <summary>Whether what the sandbox or a file answered counts, as in a rehearsal.</summary>
    public bool AllowSandbox { get; init; }

    /// <summary>Whether a part of the data is enough.</summary>
    public bool AllowPartialData { get; init; }

    /// <summary>Where the data file, or the folder of the simulations, is now; empty for where it was when it was run.</summary>
    public string DataPath { get; init; } = "";

    /// <summary>What a policy says, with what was said beside it: rules are added, limits take the place of those of the policy.</summary>
    /// <param name="policy">The policy, or a gate without rules.</param>
    /// <param name="rules">More rules.</param>
    /// <param name="minimumSamples">The least number of values for each rule; 0 for that of the policy.</param>
    /// <param name="maximumAgeHours">How old the oldest case may be, in hours; 0 for what the policy says.</param>
    /// <exception cref="EvalException"><c>InvalidSetting</c>: a limit is out of range.</exception>
    public static GateOptions Combine(GateOptions policy, IReadOnlyList<GateRule> rules, int minimumSamples, double maximumAgeHours)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var faults = new List<string>();
        if (minimumSamples < 0)
        {
            faults.Add(FormattableString.Invariant($"The minimum number of samples is {minimumSamples}; it must be 1 or more."));
        }

        if (maximumAgeHours is not (>= 0 and <= 24 * 366))
        {
            faults.Add(
                FormattableString.Invariant($"The maximum age of the evidence is {maximumAgeHours} hours; ")
                + "it must be above zero and at most a year.");
        }

        if (faults.Count > 0) throw EvalErrors.InvalidSetting(faults);
        return policy with
        {
            Rules = [.. policy.Rules, .. rules],
            MinimumSamples = minimumSamples > 0 ? minimumSamples : policy.MinimumSamples,
            MaximumAge = maximumAgeHours > 0 ? TimeSpan.FromHours(maximumAgeHours) : policy.MaximumAge,
        };
    }
}
