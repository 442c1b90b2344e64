using System.Globalization;

namespace RealtimeEvals.Runs;

/// <summary>One column of a table of results.</summary>
/// <typeparam name="T">The result of a case.</typeparam>
/// <param name="Name">Its name in the header.</param>
/// <param name="Cell">The text of its cell.</param>
public sealed record TableColumn<T>(string Name, Func<T, string> Cell)
{
    /// <summary>Whether it holds numbers.</summary>
    public bool IsFigure { get; private init; }

    /// <summary>A column of numbers or other values, in the invariant culture; null is blank.</summary>
    public static TableColumn<T> Of(string name, Func<T, IFormattable?> value) =>
        new(name, result => value(result)?.ToString(null, CultureInfo.InvariantCulture) ?? "") { IsFigure = true };

    /// <summary>A column of places in a file, which are no figures: nothing is counted by them. 0 is blank.</summary>
    public static TableColumn<T> OfPlace(string name, Func<T, int> value) =>
        new(name, result => value(result) > 0 ? value(result).ToString(CultureInfo.InvariantCulture) : "");

    /// <summary>A column of times in UTC.</summary>
    public static TableColumn<T> OfTime(string name, Func<T, DateTimeOffset> value) =>
        new(name, result => value(result).UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
}
