using RealtimeEvals.Datasets;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Imports;

/// <summary>Reads the rows of a table of crawl or walk.</summary>
internal static class SingleTurnRows
{
    private const string Id = "example_id";
    private const string ToolGrade = "tool_call_correctness";
    private const string ArgumentGrade = "tool_call_arg_correctness";
    private static readonly string[] Needed = ["user_text", "assistant_text", ToolGrade, ArgumentGrade, "grade"];

    /// <summary>Reads the results; what is wrong is reported on the table.</summary>
    public static SingleTurnResult[] Read(TableFile table, ForeignSource source, bool isWalk)
    {
        (int, TableRow Row)[] rows = [.. table.Rows];
        if (rows.Length == 0) return [];
        if (!table.RequireColumns(Needed)) return [];
        var cells = new ResultCells(table);
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        return [.. rows.Select(one => Read(one.Row, table, cells, source, isWalk, seen))];
    }

    private static SingleTurnResult Read(
        TableRow row, TableFile table, ResultCells cells, ForeignSource source, bool isWalk, Dictionary<string, int> seen)
    {
        int trial = cells.Ordinal(row, "trial");
        string id = table.Cell(row, Id);
        var key = new CaseKey(id, trial);
        if (!SafeFileName.IsSafe(id)) table.Report(row, Id, $"'{TableFile.Shorten(id)}'", SafeFileName.Rule);
        else if (!seen.TryAdd(key.NameOf(trial), row.Number))
        {
            table.Report(row, Id, FormattableString.Invariant($"'{id}' stands in row {seen[key.NameOf(trial)]} already"), "each case once");
        }

        bool failed = cells.HasFailed(row);
        int grade = cells.NeededGrade(row, "grade");
        (int tool, int arguments) = (cells.NeededGrade(row, ToolGrade), cells.NeededGrade(row, ArgumentGrade));
        if (grade == 1 && (failed || tool * arguments == 0))
        {
            table.Report(row, "grade", failed ? "1 in a row that failed" : "1 where a grade of the tool call is 0", "0");
        }

        SingleTurnResult result = isWalk ? new WalkResult { RunId = "", CaseId = id } : new CrawlResult { RunId = "", CaseId = id };
        return result with
        {
            Trial = trial,
            Outcome = failed ? Outcome.Error : grade == 1 ? Outcome.Pass : Outcome.Fail,
            Grade = grade,
            ToolCallCorrectness = tool,
            ToolCallArgumentCorrectness = arguments,
            UserText = table.Cell(row, "user_text"),
            AssistantText = table.Cell(row, "assistant_text"),
            ExpectedToolCall = table.Cell(row, "gt_tool_call"),
            ExpectedArguments = table.Cell(row, "gt_tool_call_arg"),
            PredictedToolCall = table.Cell(row, "pred_tool_call"),
            PredictedArguments = table.Cell(row, "pred_tool_call_arg"),
            ToolCalls = new(cells.Calls(row, "tool_calls")),
            FailureStage = failed ? Stage(table.Cell(row, "failure_stage"), "example_execution") : "",
            ErrorType = table.Cell(row, "error_type"),
            ErrorMessage = table.Cell(row, "error_message"),
            EventLogPath = source.Find(table.Cell(row, "event_log_path")),
            InputAudioPath = source.Find(table.Cell(row, isWalk ? "audio_path" : "input_audio_path")),
            OutputAudioPath = source.Find(table.Cell(row, "output_audio_path")),
            LatencyFirstAudioMs = cells.Figure(row, "latency_first_audio_ms"),
            LatencyFirstTextMs = cells.Figure(row, "latency_first_text_ms"),
            LatencyResponseDoneMs = cells.Figure(row, "latency_response_done_ms"),
            Usage = UsageOf(row, cells),
        };
    }

    /// <summary>Returns the tokens of a row.</summary>
    public static TokenUsage UsageOf(TableRow row, ResultCells cells) => new()
    {
        OutputTokens = cells.Count(row, "output_tokens"),
        OutputAudioTokens = cells.Count(row, "output_audio_tokens"),
        OutputTextTokens = cells.Count(row, "output_text_tokens"),
    };

    /// <summary>Returns where a row failed, which the first version of the reference does not tell.</summary>
    public static string Stage(string told, string otherwise) => told.Length > 0 ? told : otherwise;
}
