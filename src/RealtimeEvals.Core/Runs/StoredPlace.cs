namespace RealtimeEvals.Runs;

/// <summary>Where a result stands in what a store keeps, so that it can be read again instead of being held in memory.</summary>
/// <param name="Offset">The number of bytes before it.</param>
/// <param name="Length">Its length in bytes.</param>
internal readonly record struct StoredPlace(long Offset, int Length);
