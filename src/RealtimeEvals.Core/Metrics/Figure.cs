using System.Globalization;

namespace RealtimeEvals.Metrics;

/// <summary>A figure of results: its name, its unit, and how it is read from a result.</summary>
/// <param name="Name">The name in tables, summaries and rules.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Level">Whether it is measured per turn or per case.</param>
internal sealed record Figure(string Name, FigureUnit Unit, FigureLevel Level)
{
    private readonly Dictionary<Type, Func<object, object?>> _takes = [];

    /// <summary>The possible values.</summary>
    public FigureRange Range { get; init; } = FigureRange.Of(Unit);

    /// <summary>
    /// The column that is blank when there was nothing to measure, such as the first audio of a silent agent; empty if the figure must
    /// always have a value.
    /// </summary>
    public string Witness { get; init; } = "";

    /// <summary>How summaries aggregate the figure.</summary>
    public FigureSums Sums { get; init; }

    /// <summary>Returns the figure extended to results of one more type.</summary>
    /// <param name="take">Returns the value, a number or a Boolean; null when it is not known.</param>
    public Figure From<T>(Func<T, object?> take)
    {
        _takes[typeof(T)] = result => take((T)result);
        return this;
    }

    /// <summary>Whether results of a type have the figure.</summary>
    /// <param name="type">The type of the result of a case or a turn.</param>
    public bool IsOf(Type type) => _takes.Keys.Any(known => known.IsAssignableFrom(type));

    /// <summary>Returns the value in a result, 1 or 0 for a Boolean; null when it is not known.</summary>
    /// <exception cref="ArgumentException">Results of that type do not have it.</exception>
    public double? Of(object result) => Take(result) switch
    {
        null => null,
        bool truth => truth ? 1 : 0,
        object number => Convert.ToDouble(number, CultureInfo.InvariantCulture),
    };

    /// <summary>Returns the value as text for a table, in the invariant culture; empty when it is not known.</summary>
    /// <exception cref="ArgumentException">Results of that type do not have it.</exception>
    public string TextOf(object result) => Take(result) switch
    {
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };

    private object? Take(object result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Type type = result.GetType();
        Func<object, object?> take = _takes.FirstOrDefault(known => known.Key.IsAssignableFrom(type)).Value
            ?? throw new ArgumentException($"A {type.Name} has no {Name}.", nameof(result));
        return take(result);
    }
}

/// <summary>Whether a figure is measured per turn or per case.</summary>
internal enum FigureLevel
{
    /// <summary>Each turn; the result of a single turn is both turn and case.</summary>
    Turn = 0,

    /// <summary>Each case as a whole.</summary>
    Case,
}

/// <summary>The unit of a figure.</summary>
internal enum FigureUnit
{
    /// <summary>A whole number from 0.</summary>
    Count = 0,

    /// <summary>Tokens of a model.</summary>
    Tokens,

    /// <summary>Milliseconds.</summary>
    Milliseconds,

    /// <summary>US dollars.</summary>
    UsDollars,

    /// <summary>A share of a whole, 0 to 1.</summary>
    Share,

    /// <summary>True or false, counted as 1 or 0.</summary>
    Truth,
}

/// <summary>The aggregates of a figure in <c>summary.json</c>.</summary>
[Flags]
internal enum FigureSums
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Mean and percentiles: <c>_avg</c>, <c>_p50</c>, <c>_p95</c> and <c>_p99</c>.</summary>
    Spread = 1,

    /// <summary>The sum of the values that are known: <c>_total</c>.</summary>
    Total = 2,

    /// <summary>The share of known values that are true, and the number of known values: <c>_rate</c> and <c>_n</c>.</summary>
    Rate = 4,
}
