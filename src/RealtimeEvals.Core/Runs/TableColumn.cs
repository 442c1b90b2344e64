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
    public static TableColumn<T> Of(string name, Func<T, IFormattable?> value) => new(name, result => value(result)?.ToString(null, CultureInfo.InvariantCulture) ?? "") { IsFigure = true };

    /// <summary>A column of times in UTC.</summary>
    public static TableColumn<T> OfTime(string name, Func<T, DateTimeOffset> value) => new(name, result => value(result).UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>
    /// A column of free text. A cell that a spreadsheet would take for a formula gets an apostrophe in front, since what a model
    /// says must not run on the reader's machine.
    /// </summary>
    public static TableColumn<T> OfText(string name, Func<T, string> value) => new(name, result => Guard(value(result)));

    private static string Guard(string text) =>
        text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) && !double.TryParse(text, CultureInfo.InvariantCulture, out _) ? $"'{text}" : text;
}
