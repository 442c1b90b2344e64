namespace RealtimeEvals.Datasets;

/// <summary>Detects tables whose columns are not separated by commas.</summary>
internal static class ColumnSeparator
{
    private static readonly (char Sign, string Name)[] Others =
        [(';', "';'"), ('\t', "tabs"), ('|', "'|'"), ('\uFF0C', "'\uFF0C'"), ('\uFF1B', "'\uFF1B'")];

    /// <summary>Returns the name of the separator that gives the header more known columns than commas do; null if there is none.</summary>
    /// <param name="text">The text of the table.</param>
    /// <param name="columns">The columns that it should have.</param>
    public static string? FindOther(string text, IReadOnlyCollection<string> columns)
    {
        string? header = Lines(text).FirstOrDefault(line => line.Any(char.IsLetter) && !IsOrder(line));
        if (header is null) return null;
        int byCommas = Known(header, ',', columns);
        (char, string Name)[] better = [.. Others.Where(other => Known(header, other.Sign, columns) > byCommas)];
        if (better.Length > 0) return better[0].Name;
        return header.Contains(',', StringComparison.Ordinal) || byCommas > 0 ? null
            : Others.FirstOrDefault(other => header.Contains(other.Sign, StringComparison.Ordinal)).Name;
    }

    /// <summary>Whether a line is the separator declaration of Excel, such as <c>sep=;</c>.</summary>
    private static bool IsOrder(string line) =>
        line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && line.Length <= "sep=;".Length;

    private static IEnumerable<string> Lines(string text)
    {
        using var lines = new StringReader(text);
        while (lines.ReadLine() is string line) yield return line;
    }

    private static int Known(string header, char separator, IReadOnlyCollection<string> columns) =>
        header.Split(separator).Select(cell => cell.Trim(' ', '"', '\'')).Count(cell => columns.Contains(cell, StringComparer.Ordinal));
}
