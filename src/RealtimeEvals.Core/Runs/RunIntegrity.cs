using RealtimeEvals.Model;

namespace RealtimeEvals.Runs;

/// <summary>Whether a run is as it was left.</summary>
/// <param name="AreResultsChanged">Whether results were changed after they were written.</param>
/// <param name="Changes">A sentence for each change to the run's evidence.</param>
/// <param name="Unreadable">Why not all results could be read; null when they could.</param>
internal sealed record RunIntegrity(bool AreResultsChanged, IReadOnlyList<string> Changes, EvalException? Unreadable);
