namespace RealtimeEvals.Statistics;

/// <summary>The difference of two figures of the same units, which are drawn for both together.</summary>
/// <param name="before">The figure that is subtracted.</param>
/// <param name="after">The figure that it is subtracted from.</param>
internal sealed class ChangeOf(IResampled before, IResampled after) : IResampled
{
    public int Units => after.Units;

    public double Of(ReadOnlySpan<int> draws) => after.Of(draws) - before.Of(draws);

    public double Without(int unit) => after.Without(unit) - before.Without(unit);
}
