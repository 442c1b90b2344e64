using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.SingleTurn;

/// <summary>
/// The columns of <c>results.csv</c>: first those of the realtime evals of OpenAI's cookbook, with the same names and order, then ours.
/// </summary>
internal static class SingleTurnTable
{
    /// <summary>Returns the columns of a harness.</summary>
    /// <param name="audioPath">The name of the column with the caller's audio: input_audio_path or audio_path.</param>
    /// <param name="own">The columns of this harness only.</param>
    public static IReadOnlyList<TableColumn<TResult>> Columns<TResult>(string audioPath, params IReadOnlyList<TableColumn<TResult>> own)
        where TResult : SingleTurnResult
    {
        IReadOnlyList<TableColumn<TResult>> named = Named(audioPath, own);
        return [.. named, .. TableColumn<TResult>.Others(named, typeof(TResult), row => row)];
    }

    private static IReadOnlyList<TableColumn<TResult>> Named<TResult>(string audioPath, IReadOnlyList<TableColumn<TResult>> own)
        where TResult : SingleTurnResult =>
    [
        new("example_id", row => row.CaseId),
        new("user_text", row => row.UserText),
        new("assistant_text", row => row.AssistantText),
        new("gt_tool_call", row => row.ExpectedToolCall),
        new("pred_tool_call", row => row.PredictedToolCall),
        TableColumn<TResult>.Of("tool_call_correctness"),
        new("gt_tool_call_arg", row => row.ExpectedArguments),
        new("pred_tool_call_arg", row => row.PredictedArguments),
        TableColumn<TResult>.Of("tool_call_arg_correctness"),
        TableColumn<TResult>.Of("grade"),
        new("tool_calls", row => JsonSerializer.Serialize(row.ToolCalls.Select(Describe))),
        new("status", row => row.Outcome == Outcome.Skipped ? "skipped" : row.FailureStage.Length == 0 ? "ok" : "failed"),
        new("failure_stage", row => row.FailureStage),
        new("error_type", row => row.ErrorType),
        new("error_message", row => row.ErrorMessage),
        new("event_log_path", row => row.EventLogPath),
        new(audioPath, row => row.InputAudioPath),
        new("output_audio_path", row => row.OutputAudioPath),
        TableColumn<TResult>.Of("latency_first_audio_ms"),
        TableColumn<TResult>.Of("latency_first_text_ms"),
        TableColumn<TResult>.Of("latency_response_done_ms"),
        TableColumn<TResult>.Of("output_tokens"),
        TableColumn<TResult>.Of("output_audio_tokens"),
        TableColumn<TResult>.Of("output_text_tokens"),
        new("outcome", row => row.Outcome.ToString().ToLowerInvariant()),
        new("speech_sha256", row => row.SpeechSha256),
        TableColumn<TResult>.Of("speech_ms"),
        TableColumn<TResult>.Of("end_of_speech_to_first_audio_ms"),
        TableColumn<TResult>.Of("repeated_tool_calls"),
        TableColumn<TResult>.Of("input_tokens"),
        TableColumn<TResult>.Of("cached_tokens"),
        TableColumn<TResult>.Of("cost_usd"),
        new("response_ids", row => row.ResponseIds.ToString()),
        new("model", row => row.Model),
        new("provider", row => row.Provider),
        TableColumn<TResult>.Of("attempts"),
        TableColumn<TResult>.OfTime("started_at", row => row.StartedAt),
        TableColumn<TResult>.Of("duration_ms"),
        new("run_id", row => row.RunId),
        TableColumn<TResult>.Of("planned"),
        new("data_path", row => row.DataPath),
        new("data_sha256", row => row.DataSha256),
        .. own,
        new("tags", row => row.Tags.Count > 0 ? row.Tags.ToString() : "[]"),
        TableColumn<TResult>.Of("data_cases"),
        TableColumn<TResult>.OfPlace("data_line", row => row.DataLine),
        new("responses", row => JsonSerializer.Serialize(row.Responses, RunJson.Line)),
    ];

    private static Dictionary<string, object> Describe(ToolCall call) => new(StringComparer.Ordinal)
    {
        ["name"] = call.Name,
        ["arguments"] = call.ParseArguments(),
        ["raw_arguments"] = call.RawArguments,
        ["call_id"] = call.CallId,
    };
}
