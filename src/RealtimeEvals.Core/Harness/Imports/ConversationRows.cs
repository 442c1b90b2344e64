using RealtimeEvals.Datasets;
using RealtimeEvals.Harness.Conversations.Results;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Imports;

/// <summary>Reads the rows of a table of run, one a turn, and puts them together to conversations.</summary>
internal static class ConversationRows
{
    private const string Id = "simulation_id";
    private const string TurnIndex = "turn_index";
    private const string GradeEnding = "_grade";
    private static readonly string[] Needed = [TurnIndex, "user_text", "assistant_text"];

    /// <summary>Reads the results; what is wrong is reported on the table.</summary>
    public static ConversationResult[] Read(TableFile table, ForeignSource source)
    {
        TableRow[] rows = [.. table.Rows.Select(one => one.Row)];
        if (rows.Length == 0) return [];
        if (!table.RequireColumns(Needed)) return [];
        var cells = new ResultCells(table);
        foreach (TableRow row in rows.Where(row => !SafeFileName.IsSafe(table.Cell(row, Id))))
        {
            table.Report(row, Id, $"'{TableFile.Shorten(table.Cell(row, Id))}'", SafeFileName.Rule);
        }

        TableRow[][] held =
        [
            .. rows.GroupBy(row => (table.Cell(row, Id), Trial: cells.Ordinal(row, "trial"))).Select(rowsOfOne => rowsOfOne.ToArray()),
        ];
        string[] graders = [.. table.Header.Where(name => name.EndsWith(GradeEnding, StringComparison.Ordinal)).Select(Trimmed)];
        string[] wholes = [.. graders.Where(grader => held.All(one => one.SkipLast(1).All(row => CellOf(row, grader).Length == 0)))];
        return [.. held.Select(one => Read(one, table, cells, source, [.. graders.Except(wholes, StringComparer.Ordinal)], wholes))];

        string CellOf(TableRow row, string grader) => table.Cell(row, grader + GradeEnding);
    }

    private static string Trimmed(string column) => column[..^GradeEnding.Length];

    private static ConversationResult Read(
        TableRow[] rows, TableFile table, ResultCells cells, ForeignSource source, string[] ofTurns, string[] ofWholes)
    {
        TableRow first = rows[0];
        TableRow? broken = rows.FirstOrDefault(cells.HasFailed);
        (string id, int trial) = (table.Cell(first, Id), cells.Ordinal(first, "trial"));
        string conversation = new CaseKey(id, trial).NameOf(trial);
        TurnResult[] turns = [.. rows.Select((row, index) => ReadTurn(row, index, table, cells, source, ofTurns) with
        {
            SimulationId = id,
            ConversationId = conversation,
        })];
        return ConversationVerdict.Of(new ConversationResult
        {
            RunId = "",
            SimulationId = id,
            ConversationId = conversation,
            Trial = trial,
            EndReason = broken is null ? EndReason.EndCall : EndReason.Failed,
            TurnCount = turns.Count(turn => turn.TurnIndex > 0 && turn.FailureStage.Length == 0),
            Turns = new(turns),
            Grades = new(ofWholes.Select(grader => ReadGrade(rows[^1], grader, 0, table, cells))),
            IsJudged = true,
            FailureSource = broken is null ? "" : "run",
            FailureStage = broken is null ? "" : SingleTurnRows.Stage(table.Cell(broken, "failure_stage"), "simulation_execution"),
            ErrorType = broken is null ? "" : table.Cell(broken, "error_type"),
            ErrorMessage = broken is null ? "" : table.Cell(broken, "error_message"),
            Usage = turns.Select(turn => turn.Usage).Aggregate((sum, one) => sum.Add(one)),
            Settings = new ConversationSettings
            {
                AssistantModel = table.Cell(first, "assistant_model"),
                SimulatorModel = table.Cell(first, "simulator_model"),
                TurnGraders = new(ofTurns.Select(GraderOf)),
                TraceGraders = new(ofWholes.Select(GraderOf)),
            },
            AssistantModel = table.Cell(first, "assistant_model"),
            SimulatorModel = table.Cell(first, "simulator_model"),
            EventLogPath = source.Find(table.Cell(first, "event_log_path")),
        });
    }

    private static TurnResult ReadTurn(
        TableRow row, int index, TableFile table, ResultCells cells, ForeignSource source, string[] graders)
    {
        bool failed = cells.HasFailed(row);
        int turn = cells.Ordinal(row, TurnIndex, minimum: 0);
        if (turn != index + 1 && !(failed && turn == 0))
        {
            string next = FormattableString.Invariant($"{index + 1}, the next turn of its call");
            table.Report(row, TurnIndex, FormattableString.Invariant($"{turn}"), next);
        }

        return new TurnResult
        {
            RunId = "",
            SimulationId = "",
            ConversationId = "",
            TurnIndex = turn,
            UserText = table.Cell(row, "user_text"),
            AssistantText = table.Cell(row, "assistant_text"),
            ExpectedToolCall = table.Cell(row, "gt_tool_call"),
            PredictedToolCall = table.Cell(row, "pred_tool_call"),
            ToolCallCorrectness = cells.Grade(row, "tool_call_correctness") ?? 0,
            ExpectedArguments = table.Cell(row, "gt_tool_call_arg"),
            PredictedArguments = table.Cell(row, "pred_tool_call_arg"),
            ToolCallArgumentCorrectness = cells.Grade(row, "tool_call_arg_correctness") ?? 0,
            ToolCalls = new(cells.Calls(row, "tool_calls")),
            ToolOutputs = new(cells.Outputs(row, "tool_outputs")),
            FailureStage = failed ? SingleTurnRows.Stage(table.Cell(row, "failure_stage"), "simulation_execution") : "",
            ErrorType = table.Cell(row, "error_type"),
            ErrorMessage = table.Cell(row, "error_message"),
            LatencyFirstAudioMs = cells.Figure(row, "latency_first_audio_ms"),
            LatencyFirstTextMs = cells.Figure(row, "latency_first_text_ms"),
            LatencyResponseDoneMs = cells.Figure(row, "latency_response_done_ms"),
            Usage = SingleTurnRows.UsageOf(row, cells),
            Grades = new(failed ? [] : graders.Select(grader => ReadGrade(row, grader, turn, table, cells))),
            UserAudioPath = source.Find(table.Cell(row, "user_audio_path")),
            AssistantAudioPath = source.Find(table.Cell(row, "assistant_audio_path")),
        };
    }

    /// <summary>Returns a grade; one that is missing is an error and no grade of 0.</summary>
    private static GraderResult ReadGrade(TableRow row, string grader, int turn, TableFile table, ResultCells cells) =>
        cells.Grade(row, grader + GradeEnding) is int grade
            ? new GraderResult(grader, turn, GradeStatus.Graded, grade, table.Cell(row, $"{grader}_rationale"))
            : new GraderResult(grader, turn, GradeStatus.Error, null, "") { ErrorMessage = "the table has no grade" };

    /// <summary>What asked is not known, and neither is the criterion; a grade that is missing has to count like that of a judge.</summary>
    private static Grader GraderOf(string id) => new(id, "judge", "", "");
}
