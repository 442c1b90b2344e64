namespace RealtimeEvals.Model;

/// <summary>What the results of all harnesses have in common.</summary>
public interface ICaseResult
{
    /// <summary>The verdict on the case.</summary>
    Outcome Outcome { get; }

    /// <summary>Cost in US dollars; null when it is not known.</summary>
    decimal? CostUsd { get; }
}
