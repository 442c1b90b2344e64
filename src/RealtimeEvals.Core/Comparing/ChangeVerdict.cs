namespace RealtimeEvals.Comparing;

/// <summary>What a comparison says of a change. The zero value claims nothing.</summary>
public enum ChangeVerdict
{
    /// <summary>There is too little to tell: too few cases, too few that differ, or cases without a verdict on both sides.</summary>
    NoEvidence = 0,

    /// <summary>It got worse, by more than chance explains.</summary>
    Worse,

    /// <summary>No change was found that chance does not explain; the interval says how large one may be.</summary>
    NoChange,

    /// <summary>It got better, by more than chance explains.</summary>
    Better,
}
