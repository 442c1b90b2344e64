namespace RealtimeEvals.Model;

/// <summary>How far a run has come.</summary>
/// <param name="Activity">What is being done.</param>
/// <param name="Completed">Finished cases.</param>
/// <param name="Planned">All cases of the run.</param>
/// <param name="Current">The case that finished last, with its outcome.</param>
/// <param name="CostUsd">Cost so far in US dollars; null when no price is known.</param>
public sealed record RunProgress(string Activity, int Completed, int Planned, string Current, decimal? CostUsd);
