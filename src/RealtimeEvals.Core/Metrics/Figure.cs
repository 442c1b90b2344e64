using System.Globalization;

namespace RealtimeEvals.Metrics;

/// <summary>A figure of results: what it is called, what it can be, and how it is taken from a result.</summary>
/// <param name="Name">Its name in tables, summaries and rules.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Level">What it is measured of.</param>
public sealed record Figure(string Name, FigureUnit Unit, FigureLevel Level)
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
