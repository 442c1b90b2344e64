using System.Globalization;
using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Json;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Imports;

/// <summary>
/// Reads the cells of a table of results by their types, and reports what is not of its type. Numbers may be written as pandas does, which
/// makes 42 of a column with blanks 42.0.
/// </summary>
/// <param name="table">The table.</param>
internal sealed class ResultCells(TableFile table)
{
    /// <summary>Returns 1 or 0; null for a blank cell.</summary>
    public int? Grade(TableRow row, string column) => table.Cell(row, column) switch
    {
        "1" or "1.0" => 1,
        "0" or "0.0" => 0,
        "" => null,
        string other => Refuse<int>(row, column, other, "0 or 1"),
    };

    /// <summary>Returns 1 or 0, and reports a blank cell.</summary>
    public int NeededGrade(TableRow row, string column)
    {
        if (table.Cell(row, column).Length == 0) table.Report(row, column, "a blank cell", "0 or 1");
        return Grade(row, column) ?? 0;
    }

    /// <summary>Returns a figure in its range; null for a blank cell.</summary>
    public double? Figure(TableRow row, string column)
    {
        string cell = table.Cell(row, column);
        if (cell.Length == 0) return null;
        FigureRange range = FigureRange.Of(column)!;
        return double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && range.Holds(value)
            ? value
            : Refuse<double>(row, column, cell, $"a number {range}");
    }

    /// <summary>Returns a whole number in its range; null for a blank cell.</summary>
    public int? Count(TableRow row, string column)
    {
        if (Figure(row, column) is not double value) return null;
        return value == Math.Truncate(value) ? (int)value : Refuse<int>(row, column, table.Cell(row, column), "a whole number");
    }

    /// <summary>Returns a number of its own, from 1 or what is given, such as the number of a turn or a trial.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column; a table without it gives <paramref name="otherwise"/>.</param>
    /// <param name="minimum">The least number.</param>
    /// <param name="otherwise">The number where there is no such column.</param>
    public int Ordinal(TableRow row, string column, int minimum = 1, int otherwise = 1)
    {
        if (!table.Has(column)) return otherwise;
        string cell = table.Cell(row, column);
        if (double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value >= minimum && value <= InputNumber && value == Math.Truncate(value))
        {
            return (int)value;
        }

        Refuse<int>(row, column, cell, FormattableString.Invariant($"a whole number from {minimum}"));
        return otherwise;
    }

    /// <summary>Whether the row says that its case failed.</summary>
    public bool HasFailed(TableRow row)
    {
        string status = table.Has("status") ? table.Cell(row, "status") : "ok";
        if (status is not ("ok" or "failed")) table.Report(row, "status", $"'{TableFile.Shorten(status)}'", "ok or failed");
        return status == "failed";
    }

    /// <summary>Returns the calls in a cell with JSON; none for a blank cell.</summary>
    public IEnumerable<ToolCall> Calls(TableRow row, string column) => Items(row, column).Select(call => new ToolCall(
        call.Text("name"),
        call.Text("raw_arguments") is { Length: > 0 } raw ? raw : Raw(call, "arguments"),
        call.Text("call_id")));

    /// <summary>Returns what tools gave, in a cell with JSON; none for a blank cell.</summary>
    public IEnumerable<ToolOutput> Outputs(TableRow row, string column) => Items(row, column).Select(output => new ToolOutput(
        output.Text("call_id"), output.Text("name"), Raw(output, "output"), Source: 0, IsError: false));

    private const double InputNumber = 1_000_000;

    private static string Raw(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) ? value.GetRawText() : "";

    private JsonElement[] Items(TableRow row, string column)
    {
        string cell = table.Cell(row, column);
        if (cell.Length == 0) return [];
        try
        {
            JsonElement list = StrictJson.ParseForeign(cell);
            if (list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object))
            {
                return [.. list.EnumerateArray()];
            }
        }
        catch (JsonException)
        {
            // It is reported like everything else that is no list.
        }

        table.Report(row, column, $"'{TableFile.Shorten(cell)}'", "a list of objects in JSON");
        return [];
    }

    private T? Refuse<T>(TableRow row, string column, string cell, string expected)
        where T : struct
    {
        table.Report(row, column, $"'{TableFile.Shorten(cell)}'", expected);
        return null;
    }
}
