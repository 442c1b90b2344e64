namespace RealtimeEvals.Statistics;

/// <summary>A figure that can be taken again from units drawn anew, such as the cases of a run.</summary>
internal interface IResampled
{
    /// <summary>The number of units.</summary>
    int Units { get; }

    /// <summary>Returns the figure with each unit as often as it was drawn; NaN where nothing is left to measure.</summary>
    double Of(ReadOnlySpan<int> draws);

    /// <summary>Returns the figure without one unit; NaN where nothing is left to measure.</summary>
    double Without(int unit);
}
