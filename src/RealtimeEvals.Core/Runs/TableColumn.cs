using System.Globalization;

namespace RealtimeEvals.Runs;

/// <summary>One column of a table of results.</summary>
/// <typeparam name="T">The type of a case's result.</typeparam>
/// <param name="Name">The name in the header.</param>
/// <param name="Cell">Returns the text of the cell for a result.</param>
public sealed record TableColumn<T>(string Name, Func<T, string> Cell)
{
    /// <summary>Whether the column holds numbers.</summary>
    public bool IsFigure { get; private init; }

    /// <summary>Creates a column of numbers or other values in the invariant culture; null is blank.</summary>
    public static TableColumn<T> Of(string name, Func<T, IFormattable?> value) =>
        new(name, result => value(result)?.ToString(null, CultureInfo.InvariantCulture) ?? "") { IsFigure = true };

    /// <summary>Creates a column of positions in a file, which are not treated as figures; 0 is blank.</summary>
    public static TableColumn<T> OfPlace(string name, Func<T, int> value) =>
        new(name, result => value(result) > 0 ? value(result).ToString(CultureInfo.InvariantCulture) : "");

    /// <summary>Creates a column of times in UTC.</summary>
    public static TableColumn<T> OfTime(string name, Func<T, DateTimeOffset> value) =>
        new(name, result => value(result).UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
}
