namespace RealtimeEvals.Statistics;

/// <summary>What was observed of one case or conversation: its trials or turns are no independent evidence.</summary>
/// <param name="Sum">The sum of the values; for a rate, how many passed.</param>
/// <param name="Count">The number of values, from 0.</param>
internal readonly record struct Cluster(double Sum, int Count);
