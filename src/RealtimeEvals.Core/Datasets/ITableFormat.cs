namespace RealtimeEvals.Datasets;

/// <summary>Reads and writes tables of text, such as CSV.</summary>
public interface ITableFormat
{
    /// <summary>Reads a table.</summary>
    /// <exception cref="FormatException">The text is not such a table; the message names the row.</exception>
    Table Parse(string text);

    /// <summary>Writes rows, each ended by a line feed; cells are quoted where they must be.</summary>
    string Format(IEnumerable<IReadOnlyList<string>> rows);
}
