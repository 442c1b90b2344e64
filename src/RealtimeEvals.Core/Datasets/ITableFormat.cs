namespace RealtimeEvals.Datasets;

/// <summary>Reads and writes text tables, such as CSV.</summary>
public interface ITableFormat
{
    /// <summary>Parses a table.</summary>
    /// <exception cref="FormatException">The text is not a valid table; the message names the row.</exception>
    Table Parse(string text);

    /// <summary>Formats rows, each ended by a line feed; cells are quoted when necessary.</summary>
    string Format(IEnumerable<IReadOnlyList<string>> rows);
}
