namespace RealtimeEvals.Gates;

/// <summary>A comparison of a value with a bound.</summary>
/// <param name="Sign">The operator as written in a rule.</param>
/// <param name="Holds">
/// Whether the comparison holds for a value and a bound. For NaN, every comparison must count as false.
/// </param>
internal sealed record Comparison(string Sign, Func<double, double, bool> Holds)
{
    /// <summary>Whether the operator is &gt; or &gt;=, for which missing values can never help.</summary>
    public bool IsLowerBound => Sign[0] == '>';

    /// <summary>All comparisons. A longer operator comes before the shorter one that it starts with.</summary>
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
