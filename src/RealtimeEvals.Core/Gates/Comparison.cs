namespace RealtimeEvals.Gates;

/// <summary>How a value is compared with a bound.</summary>
/// <param name="Sign">The sign as it is written.</param>
/// <param name="Holds">
/// Whether the comparison holds for a value and a bound. With a value that is no number every comparison must be taken for false.
/// </param>
internal sealed record Comparison(string Sign, Func<double, double, bool> Holds)
{
    /// <summary>Whether only more than the bound holds, so that what is missing can never help.</summary>
    public bool IsLowerBound => Sign[0] == '>';

    /// <summary>All comparisons; a longer sign comes before the shorter one that it begins with.</summary>
    public static IReadOnlyList<Comparison> All { get; } =
    [
        new(">=", static (value, bound) => value >= bound),
        new("<=", static (value, bound) => value <= bound),
        new("==", static (value, bound) => value == bound),
        new("!=", static (value, bound) => value != bound),
        new(">", static (value, bound) => value > bound),
        new("<", static (value, bound) => value < bound),
    ];
}
