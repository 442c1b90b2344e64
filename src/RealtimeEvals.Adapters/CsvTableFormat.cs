using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using RealtimeEvals.Datasets;

namespace RealtimeEvals.Adapters;

/// <summary>CSV after RFC 4180, by CsvHelper: comma, double quotes, line feeds when writing.</summary>
internal sealed class CsvTableFormat : ITableFormat
{
    public Table Parse(string text)
    {
        using var source = new StringReader(text);
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            BadDataFound = bad => throw new FormatException(FormattableString.Invariant($"row {bad.Context.Parser!.Row} has a quote in the wrong place")),
        };
        using var parser = new CsvParser(source, configuration);
        if (!parser.Read()) return new Table([], []);
        string[] header = parser.Record!;
        var rows = new List<TableRow>();
        while (parser.Read()) rows.Add(new TableRow(parser.Row, parser.Record!));
        return new Table(header, rows);
    }

    public string Format(IEnumerable<IReadOnlyList<string>> rows)
    {
        using var target = new StringWriter(CultureInfo.InvariantCulture);
        using (var writer = new CsvWriter(target, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }))
        {
            foreach (IReadOnlyList<string> row in rows)
            {
                foreach (string cell in row) writer.WriteField(cell);
                writer.NextRecord();
            }
        }

        return target.ToString();
    }
}
