using System.Globalization;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets;

/// <summary>A CSV file with a valid header, and methods to report problems in its rows.</summary>
internal sealed class TableFile
{
    private const int ShownLength = 60;
    private const int ShownRows = 10;

    private readonly Table _table;
    private readonly ICollection<DataProblem> _problems;

    private TableFile(string path, Table table, ICollection<DataProblem> problems)
    {
        Path = path;
        _table = table;
        _problems = problems;
    }

    public string Path { get; }

    /// <summary>The SHA-256 of the bytes from which the table was read.</summary>
    public string Sha256 { get; private init; } = "";

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Header => _table.Header;

    /// <summary>Number of problems so far, in this file and others.</summary>
    public int ProblemCount => _problems.Count;

    /// <summary>
    /// The rows that fit the header, each with its number among the rows that are not blank, from 1; the others are reported. Cells of
    /// unnamed columns may be missing, and extra blank cells are allowed, since spreadsheets produce both.
    /// </summary>
    public IEnumerable<(int Number, TableRow Row)> Rows
    {
        get
        {
            int named = _table.Header.Index().Where(column => column.Item.Length > 0).Select(column => column.Index + 1).LastOrDefault();
            foreach ((int index, TableRow row) in _table.Rows.Where(row => !row.IsBlank).Index())
            {
                bool fits = row.Cells.Count >= named && row.Cells.Skip(_table.Header.Count).All(string.IsNullOrWhiteSpace);
                if (fits) yield return (index + 1, row);
                else
                {
                    string cells = FormattableString.Invariant($"{row.Cells.Count} cells");
                    Report(row, null, cells, FormattableString.Invariant($"{_table.Header.Count}, as in the header"));
                }
            }
        }
    }

    /// <summary>Reads a file; returns null after adding problems.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="required">The columns that must exist.</param>
    /// <param name="optional">Other columns that are read. All other columns are ignored.</param>
    /// <param name="tables">Reads the CSV.</param>
    /// <param name="problems">Receives all problems.</param>
    /// <param name="warn">Receives a warning about blank rows that are left out.</param>
    /// <param name="anyOf">Columns of which at least one must exist; null where there are no such columns.</param>
    public static TableFile? Read(
        string path, IReadOnlyList<string> required, IReadOnlyList<string> optional, ITableFormat tables, ICollection<DataProblem> problems,
            Action<string>? warn, IReadOnlyList<string>? anyOf = null)
    {
        if (TextFile.Read(path, problems, out string sha256) is not string text) return null;
        if (ColumnSeparator.FindOther(text, required) is string separator)
        {
            problems.Add(new DataProblem(path, 1, null, $"columns separated by {separator}", "columns separated by ','"));
            return null;
        }

        Table table;
        try
        {
            table = tables.Parse(text);
        }
        catch (FormatException exception)
        {
            problems.Add(new DataProblem(path, null, null, exception.Message, "a CSV table"));
            return null;
        }

        string[] missing = [.. required.Except(table.Header, StringComparer.Ordinal)];
        foreach (string column in missing) problems.Add(
            new DataProblem(path, 1, column, "no such column", $"a header with {string.Join(", ", required)}"));
        bool lacksAll = anyOf is not null && !anyOf.Any(table.Header.Contains);
        if (lacksAll) problems.Add(
            new DataProblem(path, 1, anyOf![0], "no such column", $"a header with {string.Join(" or ", anyOf)}"));
        foreach (string column in required.Concat(optional)) CheckOnce(path, table.Header, column, problems);
        if (missing.Length > 0 || lacksAll) return null;
        TableRow[] blank = [.. table.Rows.Where(row => row.IsBlank)];
        bool hasRows = blank.Length < table.Rows.Count;
        if (!hasRows) problems.Add(new DataProblem(path, null, null, "no rows below the header", "at least one case"));
        else if (blank.Length > 0) warn?.Invoke($"{path}, {Name(blank)}: nothing in any cell; left out.");
        return new TableFile(path, table, problems) { Sha256 = sha256 };
    }

    private static void CheckOnce(string path, IReadOnlyList<string> header, string column, ICollection<DataProblem> problems)
    {
        string[] places = [.. header.Index().Where(other => other.Item == column)
            .Select(other => FormattableString.Invariant($"{other.Index + 1}"))];
        if (places.Length > 1) problems.Add(
            new DataProblem(path, 1, column, $"the column appears more than once, as columns {string.Join(" and ", places)}",
            "one column of that name"));
    }

    private static string Name(TableRow[] rows)
    {
        string numbers = string.Join(", ", rows.Take(ShownRows).Select(row => row.Number.ToString(CultureInfo.InvariantCulture)));
        string more = rows.Length > ShownRows ? FormattableString.Invariant($" and {rows.Length - ShownRows} more") : "";
        return $"{(rows.Length == 1 ? "row" : "rows")} {numbers}{more}";
    }

    /// <summary>Whether the header has a column.</summary>
    public bool Has(string column) => _table.Header.Contains(column, StringComparer.Ordinal);

    /// <summary>Reports the columns that are missing, and returns whether none is.</summary>
    public bool RequireColumns(IReadOnlyCollection<string> columns)
    {
        string[] missing = [.. columns.Where(column => !Has(column))];
        foreach (string column in missing)
        {
            _problems.Add(new DataProblem(Path, 1, column, "no such column", $"a header with {string.Join(", ", columns)}"));
        }

        return missing.Length == 0;
    }

    /// <summary>Returns the text of a cell; empty when there is no such column.</summary>
    public string Cell(TableRow row, string column)
    {
        for (int i = 0; i < _table.Header.Count; i++)
        {
            if (_table.Header[i] == column) return row.Cells[i];
        }

        return "";
    }

    /// <summary>Reports a problem in a row.</summary>
    public void Report(TableRow row, string? column, string found, string expected) =>
        _problems.Add(new DataProblem(Path, row.Number, column, found, expected));

    /// <summary>Reports an id that is unsafe as a file name or that an earlier row has.</summary>
    /// <param name="row">The row of the id.</param>
    /// <param name="column">The column of the id.</param>
    /// <param name="seen">The ids so far, with their rows.</param>
    public void CheckId(TableRow row, string column, Dictionary<string, int> seen)
    {
        string id = Cell(row, column);
        if (!SafeFileName.IsSafe(id)) Report(row, column, $"'{Shorten(id)}'", SafeFileName.Rule);
        else if (!seen.TryAdd(id, row.Number))
        {
            string found = FormattableString.Invariant($"'{id}' stands in row {seen[id]} already");
            Report(row, column, found, "an id of its own (upper and lower case count as the same)");
        }
    }

    /// <summary>Shortens a text for a problem.</summary>
    public static string Shorten(string text) =>
        text.Length <= ShownLength ? text : FormattableString.Invariant($"{text[..ShownLength]}... ({text.Length} characters)");
}
