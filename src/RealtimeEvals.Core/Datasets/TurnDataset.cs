using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets;

/// <summary>Reads and checks a data file of single turns.</summary>
internal static class TurnDataset
{
    private const string IdColumn = "example_id";
    private const string TextColumn = "user_text";
    private const string ToolColumn = "gt_tool_call";
    private const string ArgumentsColumn = "gt_tool_call_arg";

    /// <summary>The column of tags, which are separated by semicolons.</summary>
    internal const string TagsColumn = "tags";

    private const string AudioColumnName = "audio_path";
    private const string ConditionColumn = "condition";
    private const string HashColumn = "audio_sha256";

    private static readonly string[] Columns = [IdColumn, TextColumn, ToolColumn, ArgumentsColumn];

    /// <summary>Reads the cases of <paramref name="path"/>.</summary>
    /// <param name="path">
    /// A CSV file with the columns example_id, user_text, gt_tool_call and gt_tool_call_arg, audio_path if <paramref name="audio"/>
    /// requires it, and optionally condition and tags; others are ignored.
    /// </param>
    /// <param name="audio">How the column audio_path is treated.</param>
    /// <param name="tables">Reads the CSV.</param>
    /// <param name="tools">The tools that a row can expect; null when they could not be read.</param>
    /// <param name="problems">Receives all problems.</param>
    /// <param name="warn">Receives a warning about blank rows that are left out; null to ignore it.</param>
    /// <returns>The cases of the rows without problems.</returns>
    public static IReadOnlyList<SingleTurnCase> Read(
        string path, AudioColumn audio, ITableFormat tables, ToolSet? tools, ICollection<DataProblem> problems,
            Action<string>? warn = null) =>
        Read(path, audio, tables, tools, problems, warn, out _);

    /// <summary>Reads the cases of <paramref name="path"/> and returns the hash of the file.</summary>
    /// <param name="path">
    /// A CSV file with the columns example_id, user_text, gt_tool_call and gt_tool_call_arg, audio_path if <paramref name="audio"/>
    /// requires it, and optionally condition and tags; others are ignored.
    /// </param>
    /// <param name="audio">How the column audio_path is treated.</param>
    /// <param name="tables">Reads the CSV.</param>
    /// <param name="tools">The tools that a row can expect; null when they could not be read.</param>
    /// <param name="problems">Receives all problems.</param>
    /// <param name="warn">Receives a warning about blank rows that are left out; null to ignore it.</param>
    /// <param name="sha256">The SHA-256 of the bytes from which the cases were read; empty when there is no table.</param>
    /// <returns>The cases of the rows without problems.</returns>
    public static IReadOnlyList<SingleTurnCase> Read(
        string path, AudioColumn audio, ITableFormat tables, ToolSet? tools, ICollection<DataProblem> problems, Action<string>? warn,
            out string sha256)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(problems);
        string[] ofAudio = audio == AudioColumn.Ignored ? [] : [AudioColumnName, HashColumn];
        string[] required = audio == AudioColumn.Required ? [.. Columns, AudioColumnName] : Columns;
        TableFile? table = TableFile.Read(
            path, required, [TagsColumn, ConditionColumn, .. ofAudio.Except(required, StringComparer.Ordinal)], tables, problems, warn);
        sha256 = table?.Sha256 ?? "";
        if (table is null) return [];
        var reader = new RowReader(table, audio, tools);
        return [.. table.Rows.Select(row => reader.Read(row.Number, row.Row)).OfType<SingleTurnCase>()];
    }

    private sealed class RowReader(TableFile table, AudioColumn audio, ToolSet? tools)
    {
        private readonly Dictionary<string, int> _seen = new(StringComparer.OrdinalIgnoreCase);

        public SingleTurnCase? Read(int number, TableRow row)
        {
            int before = table.ProblemCount;
            string id = table.Cell(row, IdColumn);
            string userText = table.Cell(row, TextColumn);
            string tool = table.Cell(row, ToolColumn).Trim();
            string argumentsText = table.Cell(row, ArgumentsColumn).Trim();
            table.CheckId(row, IdColumn, _seen);
            if (string.IsNullOrWhiteSpace(userText)) table.Report(row, TextColumn, "blank", "what the caller says");
            JsonElement arguments = ReadArguments(row, argumentsText);
            CheckTool(row, tool, argumentsText, arguments);
            string audioPath = ReadAudioPath(row);
            if (table.ProblemCount > before) return null;
            return new SingleTurnCase(number, id, userText, tool, argumentsText, arguments)
            {
                Row = row.Number,
                Line = row.Line,
                AudioPath = audioPath,
                Condition = table.Cell(row, ConditionColumn).Trim(),
                Tags = table.Cell(row, TagsColumn).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
                AudioSha256 = audio == AudioColumn.Required ? table.Cell(row, HashColumn).Trim() : "",
            };
        }

        private void CheckTool(TableRow row, string tool, string argumentsText, JsonElement arguments)
        {
            if (tool.Length == 0)
            {
                if (argumentsText.Length > 0)
                {
                    table.Report(row, ArgumentsColumn, "arguments without a tool", $"a tool in {ToolColumn}, or no arguments");
                }

                return;
            }

            if (tools is null) return;
            if (tools.Find(tool) is not Tool known)
            {
                string expected = $"one of the tools in the tools file ({string.Join(", ", tools.Names)})";
                table.Report(row, ToolColumn, $"'{TableFile.Shorten(tool)}'", expected);
                return;
            }

            if (arguments.ValueKind != JsonValueKind.Object) return;
            foreach (string argument in known.Schema.UnknownIn(arguments))
                table.Report(row, ArgumentsColumn, $"'{TableFile.Shorten(argument)}' is not a parameter of {tool}",
                    "a parameter from the tools file");
        }

        private JsonElement ReadArguments(TableRow row, string text)
        {
            if (JsonText.HasLoneSurrogate(text))
            {
                table.Report(row, ArgumentsColumn, "an escape that is half of a surrogate pair", "text that is Unicode");
                return default;
            }

            try
            {
                JsonElement arguments = StrictJson.Parse(text.Length == 0 ? "{}" : text);
                if (arguments.ValueKind == JsonValueKind.Object) return arguments;
                table.Report(row, ArgumentsColumn, $"'{TableFile.Shorten(text)}'", "a JSON object or nothing");
            }
            catch (JsonException exception)
            {
                string found = $"'{TableFile.Shorten(text)}' is not JSON ({exception.Message})";
                table.Report(row, ArgumentsColumn, found, "a JSON object or nothing");
            }

            return default;
        }

        private string ReadAudioPath(TableRow row)
        {
            string written = audio == AudioColumn.Ignored ? "" : table.Cell(row, AudioColumnName).Trim();
            if (written.Length == 0)
            {
                if (audio == AudioColumn.Required) table.Report(row, AudioColumnName, "blank", "the path of a WAV file");
                return "";
            }

            if (ListedFile.FindProblem(table.Path, written) is not string fault) return ListedFile.FullPath(table.Path, written);
            table.Report(
                row,
                AudioColumnName,
                $"'{TableFile.Shorten(written)}' {fault}",
                "a file that exists, in or below the folder of this table or by its absolute path");
            return "";
        }
    }
}
