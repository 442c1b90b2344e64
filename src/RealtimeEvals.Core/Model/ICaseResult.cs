namespace RealtimeEvals.Model;

/// <summary>What every finished case of a run has, whatever its harness.</summary>
public interface ICaseResult
{
    /// <summary>The verdict.</summary>
    Outcome Outcome { get; }

    /// <summary>Cost in US dollars; null when it is not known.</summary>
    decimal? CostUsd { get; }
}
