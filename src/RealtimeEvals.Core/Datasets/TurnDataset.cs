using System.Text.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets;

/// <summary>Reads a data file of single turns and checks every cell of it.</summary>
public static class TurnDataset
{
    private const string IdColumn = "example_id";
    private const string TextColumn = "user_text";
    private const string ToolColumn = "gt_tool_call";
    private const string ArgumentsColumn = "gt_tool_call_arg";

    private const string AudioColumnName = "audio_path";
    private const string ConditionColumn = "condition";
    private const string HashColumn = "audio_sha256";

    private static readonly string[] Columns = [IdColumn, TextColumn, ToolColumn, ArgumentsColumn];

    /// <summary>Reads the cases of <paramref name="path"/>.</summary>
    /// <param name="path">A CSV file with the columns example_id, user_text, gt_tool_call and gt_tool_call_arg, and where audio counts audio_path and condition; others are ignored.</param>
    /// <param name="audio">Whether the rows name audio files.</param>
    /// <param name="tables">Reads the CSV.</param>
    /// <param name="tools">The tools that a row may expect; null when they could not be read.</param>
    /// <param name="problems">Takes everything that is wrong.</param>
    /// <returns>The cases whose rows are right.</returns>
    public static IReadOnlyList<TurnCase> Read(string path, AudioColumn audio, ITableFormat tables, ToolSet? tools, ICollection<DataProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(problems);
        if (TextFile.Read(path, problems) is not string text) return [];
        Table table;
        try
        {
            table = tables.Parse(text);
        }
        catch (FormatException exception)
        {
            problems.Add(new DataProblem(path, null, null, exception.Message, "a CSV table"));
            return [];
        }

        string[] expected = audio == AudioColumn.Required ? [.. Columns, AudioColumnName] : Columns;
        if (table.Header is [string only] && only.Contains(';', StringComparison.Ordinal))
        {
            problems.Add(new DataProblem(path, 1, null, "columns separated by ';'", "columns separated by ','"));
            return [];
        }

        string[] missing = [.. expected.Except(table.Header, StringComparer.Ordinal)];
        foreach (string column in missing) problems.Add(new DataProblem(path, 1, column, "no such column", $"a header with {string.Join(", ", expected)}"));
        foreach (string column in table.Header.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key))
            problems.Add(new DataProblem(path, 1, column, "the column appears more than once", "each column once"));
        if (missing.Length > 0) return [];
        if (table.Rows.Count == 0) problems.Add(new DataProblem(path, null, null, "no rows below the header", "at least one case"));

        var reader = new RowReader(path, table.Header, audio, tools, problems);
        return [.. table.Rows.Select((row, index) => reader.Read(row, index + 1)).OfType<TurnCase>()];
    }

    private sealed class RowReader(string path, IReadOnlyList<string> header, AudioColumn audio, ToolSet? tools, ICollection<DataProblem> problems)
    {
        private readonly Dictionary<string, int> _seen = new(StringComparer.OrdinalIgnoreCase);

        public TurnCase? Read(TableRow row, int number)
        {
            if (row.Cells.Count != header.Count)
            {
                Report(row, null, FormattableString.Invariant($"{row.Cells.Count} cells"), FormattableString.Invariant($"{header.Count}, as in the header"));
                return null;
            }

            int before = problems.Count;
            string id = Cell(row, IdColumn);
            string userText = Cell(row, TextColumn);
            string tool = Cell(row, ToolColumn).Trim();
            string argumentsText = Cell(row, ArgumentsColumn).Trim();
            CheckId(row, id);
            if (string.IsNullOrWhiteSpace(userText)) Report(row, TextColumn, "blank", "what the caller says");
            JsonElement arguments = ReadArguments(row, argumentsText);
            CheckTool(row, tool, argumentsText, arguments);
            string audioPath = ReadAudioPath(row);
            if (problems.Count > before) return null;
            return new TurnCase(number, id, userText, tool, argumentsText, arguments) { Row = row.Number, AudioPath = audioPath, Condition = Cell(row, ConditionColumn).Trim(), AudioSha256 = audio == AudioColumn.Required ? Cell(row, HashColumn).Trim() : "" };
        }

        private void CheckId(TableRow row, string id)
        {
            if (!SafeFileName.IsSafe(id)) Report(row, IdColumn, $"'{Shorten(id)}'", SafeFileName.Rule);
            else if (!_seen.TryAdd(id, row.Number)) Report(row, IdColumn, FormattableString.Invariant($"'{id}' stands in row {_seen[id]} already"), "an id of its own (upper and lower case count as the same)");
        }

        private void CheckTool(TableRow row, string tool, string argumentsText, JsonElement arguments)
        {
            if (tool.Length == 0)
            {
                if (argumentsText.Length > 0) Report(row, ArgumentsColumn, "arguments without a tool", $"a tool in {ToolColumn}, or no arguments");
                return;
            }

            if (tools is null) return;
            if (tools.Find(tool) is not Tool known)
            {
                Report(row, ToolColumn, $"'{Shorten(tool)}'", $"one of the tools in the tools file ({string.Join(", ", tools.Names)})");
                return;
            }

            if (arguments.ValueKind != JsonValueKind.Object) return;
            foreach (JsonProperty argument in arguments.EnumerateObject().Where(argument => !known.HasParameter(argument.Name)))
                Report(row, ArgumentsColumn, $"'{Shorten(argument.Name)}' is not a parameter of {tool}", "a parameter from the tools file");
        }

        private JsonElement ReadArguments(TableRow row, string text)
        {
            if (JsonText.HasLoneSurrogate(text))
            {
                Report(row, ArgumentsColumn, "an escape that is half of a surrogate pair", "text that is Unicode");
                return default;
            }

            try
            {
                using var document = JsonDocument.Parse(text.Length == 0 ? "{}" : text, new JsonDocumentOptions { AllowDuplicateProperties = false });
                if (document.RootElement.ValueKind == JsonValueKind.Object) return document.RootElement.Clone();
                Report(row, ArgumentsColumn, $"'{Shorten(text)}'", "a JSON object or nothing");
            }
            catch (JsonException exception)
            {
                Report(row, ArgumentsColumn, $"'{Shorten(text)}' is not JSON ({exception.Message})", "a JSON object or nothing");
            }

            return default;
        }

        private string ReadAudioPath(TableRow row)
        {
            string written = audio == AudioColumn.Ignored ? "" : Cell(row, AudioColumnName).Trim();
            if (written.Length == 0)
            {
                if (audio == AudioColumn.Required) Report(row, AudioColumnName, "blank", "the path of a WAV file");
                return "";
            }

            if (ListedFile.FindFault(path, written) is not string fault) return ListedFile.FullPath(path, written);
            Report(row, AudioColumnName, $"'{Shorten(written)}' {fault}", "a file that exists, in or below the folder of this table or by its absolute path");
            return "";
        }

        /// <summary>The text of a cell; empty where the table has no such column.</summary>
        private string Cell(TableRow row, string column)
        {
            for (int i = 0; i < header.Count; i++)
            {
                if (header[i] == column) return row.Cells[i];
            }

            return "";
        }

        private void Report(TableRow row, string? column, string found, string expected) => problems.Add(new DataProblem(path, row.Number, column, found, expected));

        private static string Shorten(string text) => text.Length <= 60 ? text : FormattableString.Invariant($"{text[..60]}... ({text.Length} characters)");
    }
}
