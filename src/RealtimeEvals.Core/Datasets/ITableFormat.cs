using System.Globalization;

namespace RealtimeEvals.Datasets;

/// <summary>Reads and writes text tables, such as CSV.</summary>
public interface ITableFormat
{
    /// <summary>Parses a table.</summary>
    /// <exception cref="FormatException">The text is not a valid table; the message names the row.</exception>
    Table Parse(string text);

    /// <summary>Writes rows one by one, each ended by a line feed; cells are quoted when necessary.</summary>
    /// <param name="rows">The cells of each row.</param>
    /// <param name="writer">Takes the text; it stays open.</param>
    void Write(IEnumerable<IReadOnlyList<string>> rows, TextWriter writer);

    /// <summary>Returns the text of rows, each ended by a line feed.</summary>
    /// <param name="rows">The cells of each row.</param>
    string Format(IEnumerable<IReadOnlyList<string>> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        Write(rows, text);
        return text.ToString();
    }
}
