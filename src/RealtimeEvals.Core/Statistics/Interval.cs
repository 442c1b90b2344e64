namespace RealtimeEvals.Statistics;

/// <summary>A range that holds the true value with a confidence of 95 %, unless its source says otherwise.</summary>
/// <param name="Low">The lower bound.</param>
/// <param name="High">The upper bound, not below <paramref name="Low"/>.</param>
public readonly record struct Interval(double Low, double High);
