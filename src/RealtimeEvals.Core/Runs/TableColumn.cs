using System.Globalization;
using RealtimeEvals.Metrics;

namespace RealtimeEvals.Runs;

/// <summary>One column of a table of results.</summary>
/// <typeparam name="T">The type of a case's result.</typeparam>
/// <param name="Name">The name in the header.</param>
/// <param name="Cell">Returns the text of the cell for a result.</param>
public sealed record TableColumn<T>(string Name, Func<T, string> Cell)
{
    /// <summary>Whether the column holds numbers.</summary>
    public bool IsFigure { get; private init; }

    /// <summary>A column of numbers or other values, in the invariant culture; null is blank.</summary>
    public static TableColumn<T> OfNumber(string name, Func<T, IFormattable?> value) =>
        new(name, result => value(result)?.ToString(null, CultureInfo.InvariantCulture) ?? "") { IsFigure = true };

    /// <summary>The column of a figure.</summary>
    /// <param name="figure">The name of the figure.</param>
    /// <param name="source">What it is taken from; null where the row has nothing of the kind. Without one it is the row itself.</param>
    public static TableColumn<T> Of(string figure, Func<T, object?>? source = null)
    {
        Figure known = FigureCatalog.Get(figure);
        return new(figure, result => (source is null ? result : source(result)) is object measured ? known.TextOf(measured) : "")
        {
            IsFigure = true,
        };
    }

    /// <summary>The columns of all figures of a type that a table has no place of its own for.</summary>
    /// <param name="columns">The columns that it has.</param>
    /// <param name="type">The type of result that figures are taken from.</param>
    /// <param name="source">Finds it in a row; null where the row has nothing of the kind.</param>
    public static IEnumerable<TableColumn<T>> Others(IEnumerable<TableColumn<T>> columns, Type type, Func<T, object?> source) =>
        FigureCatalog.All
            .Where(figure => figure.IsOf(type))
            .ExceptBy(columns.Select(column => column.Name), figure => figure.Name, StringComparer.Ordinal)
            .Select(figure => Of(figure.Name, source));

    /// <summary>A column of places in a file, which are no figures: nothing is counted by them. 0 is blank.</summary>
    public static TableColumn<T> OfPlace(string name, Func<T, int> value) =>
        new(name, result => value(result) > 0 ? value(result).ToString(CultureInfo.InvariantCulture) : "");

    /// <summary>Creates a column of times in UTC.</summary>
    public static TableColumn<T> OfTime(string name, Func<T, DateTimeOffset> value) =>
        new(name, result => value(result).UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
}
