using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using RealtimeEvals.Datasets;

namespace RealtimeEvals.Adapters;

/// <summary>Reads and writes CSV after RFC 4180, with CsvHelper: commas, double quotes, line feeds when writing.</summary>
internal sealed class CsvTableFormat : ITableFormat
{
    /// <summary>Quotes also for readers that end a row at a bare carriage return or trim white space at the ends of a cell.</summary>
    private static readonly CsvConfiguration Writing = new(CultureInfo.InvariantCulture)
    {
        NewLine = "\n",
        ShouldQuote = cell => cell.Field is { Length: > 0 } text
            && (text.Any(IsSpecial) || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1])),
    };

    public Table Parse(string text)
    {
        if (TableSize.FindProblem(text) is string fault) throw new FormatException(fault);
        using var source = new StringReader(text);
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            // Blank lines are dropped below; here they must count, so that each row knows its line.
            IgnoreBlankLines = false,
            BadDataFound = bad => throw new FormatException(
                FormattableString.Invariant($"row {bad.Context.Parser!.Row} has a quote in the wrong place, or one that is never closed")),
        };
        using var parser = new CsvParser(source, configuration);
        TableRow[] rows = [.. Rows(parser)];
        TableRow? header = rows.FirstOrDefault(row => !row.IsBlank);
        return new Table(header?.Cells ?? [], [.. rows.Where(row => row != header)]);
    }

    public void Write(IEnumerable<IReadOnlyList<string>> rows, TextWriter writer)
    {
        using var cells = new CsvWriter(writer, Writing, leaveOpen: true);
        foreach (IReadOnlyList<string> row in rows)
        {
            foreach (string cell in row) cells.WriteField(cell);
            cells.NextRecord();
        }
    }

    private static IEnumerable<TableRow> Rows(CsvParser parser)
    {
        for (int line = 1; parser.Read(); line = parser.RawRow + 1)
        {
            bool isBlankLine = parser.Record is [{ Length: 0 }];
            if (!isBlankLine) yield return new TableRow(parser.Row, line, parser.Record!);
        }
    }

    private static bool IsSpecial(char character) => character is ',' or '"' or '\u2028' or '\u2029' || char.IsControl(character);
}
