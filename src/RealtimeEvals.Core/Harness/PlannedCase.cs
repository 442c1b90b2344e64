using RealtimeEvals.Model;

namespace RealtimeEvals.Harness;

/// <summary>One trial of one case of a run.</summary>
/// <typeparam name="TCase">The case as its data file says it.</typeparam>
/// <param name="Key">Which it is.</param>
/// <param name="Name">Unique in the run, and safe as a file name: the id of the case, with the trial where there are several.</param>
/// <param name="Number">Its place in the run, from 1.</param>
/// <param name="Case">The case.</param>
internal sealed record PlannedCase<TCase>(CaseKey Key, string Name, int Number, TCase Case);
