using System.Globalization;

namespace RealtimeEvals.Metrics;

/// <summary>A figure of results: what it is called, what it can be, and how it is taken from a result.</summary>
/// <param name="Name">Its name in tables, summaries and rules.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Level">What it is measured of.</param>
internal sealed record Figure(string Name, FigureUnit Unit, FigureLevel Level)
{
    private readonly Dictionary<Type, Func<object, object?>> _takes = [];

    /// <summary>The values that it can have.</summary>
    public FigureRange Range { get; init; } = FigureRange.Of(Unit);

    /// <summary>
    /// The column that is blank where there was nothing to measure, such as a first sound where the agent was silent; empty where the
    /// figure must always be there.
    /// </summary>
    public string Witness { get; init; } = "";

    /// <summary>What summaries make of it.</summary>
    public FigureSums Sums { get; init; }

    /// <summary>The same figure, which results of one more type have.</summary>
    /// <param name="take">Takes it: a number or a truth; null where it is not known.</param>
    public Figure From<T>(Func<T, object?> take)
    {
        _takes[typeof(T)] = result => take((T)result);
        return this;
    }

    /// <summary>Whether results of a type have it.</summary>
    /// <param name="type">The type of a case's or a turn's result.</param>
    public bool IsOf(Type type) => _takes.Keys.Any(known => known.IsAssignableFrom(type));

    /// <summary>The figure of a result; null where it is not known.</summary>
    /// <exception cref="ArgumentException">Results of that type do not have it.</exception>
    public double? Of(object result) => Take(result) switch
    {
        null => null,
        bool truth => truth ? 1 : 0,
        object number => Convert.ToDouble(number, CultureInfo.InvariantCulture),
    };

    /// <summary>The figure as a table holds it, in the invariant culture; empty where it is not known.</summary>
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

/// <summary>What a figure is measured of.</summary>
internal enum FigureLevel
{
    /// <summary>Each turn; a single turn is its own.</summary>
    Turn = 0,

    /// <summary>Each case as a whole.</summary>
    Case,
}

/// <summary>What a figure counts.</summary>
internal enum FigureUnit
{
    /// <summary>Whole things, from 0.</summary>
    Count = 0,

    /// <summary>Tokens of a model.</summary>
    Tokens,

    /// <summary>Milliseconds.</summary>
    Milliseconds,

    /// <summary>US dollars.</summary>
    UsDollars,

    /// <summary>A part of a whole, from 0 to 1.</summary>
    Share,

    /// <summary>True or false, taken as 1 or 0.</summary>
    Truth,
}

/// <summary>What <c>summary.json</c> makes of a figure.</summary>
[Flags]
internal enum FigureSums
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Mean and percentiles: <c>_avg</c>, <c>_p50</c>, <c>_p95</c> and <c>_p99</c>.</summary>
    Spread = 1,

    /// <summary>The sum of the values that are known: <c>_total</c>.</summary>
    Total = 2,

    /// <summary>The share of the known truths that hold, and their number: <c>_rate</c> and <c>_n</c>.</summary>
    Rate = 4,
}
