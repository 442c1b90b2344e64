using System.Text.Json;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Harness.Conversations.Callers;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Conversations.Results;

/// <summary>
/// The columns of <c>results.csv</c>: first those of the realtime evals of OpenAI's cookbook, with the same names and order, then ours.
/// </summary>
internal static class ConversationTable
{
    /// <summary>Returns the columns of a run with these graders. Columns of tool calls exist only if tool calls are graded.</summary>
    public static IReadOnlyList<TableColumn<ConversationRow>> Columns(IReadOnlyCollection<Grader> graders)
    {
        IReadOnlyList<TableColumn<ConversationRow>> named = [.. Named(graders), .. CallColumns()];
        return
        [
            .. Named(graders),
            .. TableColumn<ConversationRow>.Others(named, typeof(TurnResult), row => row.Turn),
            .. TableColumn<ConversationRow>.Others(named, typeof(ConversationResult), row => row.Whole),
        ];
    }

    private static IReadOnlyList<TableColumn<ConversationRow>> Named(IReadOnlyCollection<Grader> graders) =>
    [
        new("simulation_id", row => row.Turn.SimulationId),
        new("assistant_model", row => row.AgentModel),
        new("simulator_model", row => row.CallerModel),
        TableColumn<ConversationRow>.Of("turn_index", row => row.Turn),
        new("user_text", row => row.Turn.UserText),
        new("assistant_text", row => row.Turn.AssistantText),
        .. CallColumns().Where(column => graders.Any(grader => grader.How.Brings(column.Name))),
        new("tool_calls", row => Transcript.ArrayOf(row.Turn.ToolCalls.Select(Transcript.Describe))),
        new("tool_outputs", row => Transcript.ArrayOf(row.Turn.ToolOutputs.Select(output =>
            Transcript.Describe(output, row.Turn.ToolCalls.FirstOrDefault(call => call.CallId == output.CallId))))),
        new("status", row => row.Turn.FailureStage.Length == 0 ? "ok" : "failed"),
        new("failure_stage", row => row.Turn.FailureStage),
        new("error_type", row => row.Turn.ErrorType),
        new("error_message", row => row.Turn.ErrorMessage),
        new("user_audio_path", row => row.Turn.UserAudioPath),
        new("assistant_audio_path", row => row.Turn.AssistantAudioPath),
        TableColumn<ConversationRow>.Of("latency_first_audio_ms", row => row.Turn),
        TableColumn<ConversationRow>.Of("latency_first_text_ms", row => row.Turn),
        TableColumn<ConversationRow>.Of("latency_response_done_ms", row => row.Turn),
        TableColumn<ConversationRow>.Of("output_tokens", row => row.Turn),
        TableColumn<ConversationRow>.Of("output_audio_tokens", row => row.Turn),
        TableColumn<ConversationRow>.Of("output_text_tokens", row => row.Turn),
        new("event_log_path", row => row.EventLogPath),
        .. graders.SelectMany(grader => GradeColumns(grader.Id)),
        .. OwnColumns(),
        .. graders.Select(grader => new TableColumn<ConversationRow>($"{grader.Id}_grade_status", row => Word(row.StatusOf(grader.Id)))),
        TableColumn<ConversationRow>.Of("data_cases", row => row.Conversation),
        TableColumn<ConversationRow>.Of("attempts", row => row.Whole),
    ];

    /// <summary>Returns the columns that exist only if a grader needs them.</summary>
    private static TableColumn<ConversationRow>[] CallColumns() =>
    [
        new("gt_tool_call", row => row.Turn.ExpectedToolCall),
        new("pred_tool_call", row => row.Turn.PredictedToolCall),
        TableColumn<ConversationRow>.Of("tool_call_correctness", row => row.Turn),
        new("gt_tool_call_arg", row => row.Turn.ExpectedArguments),
        new("pred_tool_call_arg", row => row.Turn.PredictedArguments),
        TableColumn<ConversationRow>.Of("tool_call_arg_correctness", row => row.Turn),
    ];

    private static TableColumn<ConversationRow>[] GradeColumns(string id) =>
    [
        TableColumn<ConversationRow>.OfNumber($"{id}_grade", row => row.Grade(id)?.Grade),
        new($"{id}_rationale", row => row.Grade(id)?.Rationale ?? ""),
    ];

    private static TableColumn<ConversationRow>[] OwnColumns() =>
    [
        new("conversation_id", row => row.Turn.ConversationId),
        TableColumn<ConversationRow>.Of("trial", row => row.Conversation),
        new("tags", row => row.Conversation is not ConversationResult one ? "" : one.Tags.Count > 0 ? one.Tags.ToString() : "[]"),
        new("outcome", row => Word(row.Whole?.Outcome)),
        new("end_reason", row => Word(row.Whole?.EndReason)),
        TableColumn<ConversationRow>.Of("goal_reached", row => row.Whole),
        new("rationale", row => row.Whole?.Rationale ?? ""),
        TableColumn<ConversationRow>.Of("expected_tools_called", row => row.Whole),
        TableColumn<ConversationRow>.Of("expected_tools_in_order", row => row.Whole),
        TableColumn<ConversationRow>.Of("expected_arguments_given", row => row.Whole),
        new("forbidden_tools_called", row => row.Whole?.ForbiddenToolsCalled.ToString() ?? ""),
        TableColumn<ConversationRow>.Of("final_state_reached", row => row.Whole),
        new("caller_findings", row => row.Whole?.CallerFindings.ToString() ?? ""),
        new("segments", row => JsonSerializer.Serialize(row.Turn.Segments, RunJson.Line)),
        TableColumn<ConversationRow>.Of("end_of_speech_to_first_audio_ms", row => row.Turn),
        TableColumn<ConversationRow>.Of("tool_result_to_first_audio_ms", row => row.Turn),
        TableColumn<ConversationRow>.Of("speech_ms", row => row.Turn),
        new("speech_sha256", row => row.Turn.SpeechSha256),
        TableColumn<ConversationRow>.Of("input_tokens", row => row.Turn),
        TableColumn<ConversationRow>.Of("cached_tokens", row => row.Turn),
        TableColumn<ConversationRow>.Of("caller_output_tokens", row => row.Turn),
        TableColumn<ConversationRow>.Of("cost_usd", row => row.Whole),
        new("provider", row => row.Conversation?.Provider ?? ""),
        TableColumn<ConversationRow>.OfTime("started_at", row => row.Turn.StartedAt),
        TableColumn<ConversationRow>.Of("duration_ms", row => row.Turn),
        new("run_id", row => row.Turn.RunId),
        TableColumn<ConversationRow>.Of("planned", row => row.Conversation),
        TableColumn<ConversationRow>.Of("turn_count", row => row.Conversation),
        new("data_path", row => row.Conversation?.DataPath ?? ""),
        new("data_sha256", row => row.Conversation?.DataSha256 ?? ""),
        new("failure_source", row => row.Whole?.FailureSource ?? ""),
    ];

    private static string Word<T>(T? value)
        where T : struct, Enum => value is T word ? JsonNamingPolicy.SnakeCaseLower.ConvertName(word.ToString()) : "";
}
