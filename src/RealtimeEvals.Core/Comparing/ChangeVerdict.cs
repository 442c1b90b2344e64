namespace RealtimeEvals.Comparing;

/// <summary>What a comparison says of a change. The zero value claims nothing.</summary>
public enum ChangeVerdict
{
    /// <summary>There is too little to tell: too few cases, one to five that differ, or cases of which something is missing.</summary>
    NoEvidence = 0,

    /// <summary>It got worse, by more than chance explains.</summary>
    Worse,

    /// <summary>No change was found that chance does not explain; the interval says how large one may be.</summary>
    NoChange,

    /// <summary>It got better, by more than chance explains.</summary>
    Better,
}
