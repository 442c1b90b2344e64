using System.Text.Json;
using RealtimeEvals.Model;
using Column = RealtimeEvals.Runs.TableColumn<RealtimeEvals.Model.CrawlResult>;

namespace RealtimeEvals.Harness.Crawl;

/// <summary>The columns of a crawl run's <c>results.csv</c>: those of the reference first, by its names and in its order, then ours.</summary>
internal static class CrawlTable
{
    public static IReadOnlyList<Column> Columns { get; } =
    [
        new("example_id", row => row.CaseId),
        Column.OfText("user_text", row => row.UserText),
        Column.OfText("assistant_text", row => row.AssistantText),
        new("gt_tool_call", row => row.ExpectedToolCall),
        Column.OfText("pred_tool_call", row => row.PredictedToolCall),
        Column.Of("tool_call_correctness", row => row.ToolCallCorrectness),
        new("gt_tool_call_arg", row => row.ExpectedArguments),
        new("pred_tool_call_arg", row => row.PredictedArguments),
        Column.Of("tool_call_arg_correctness", row => row.ToolCallArgumentCorrectness),
        Column.Of("grade", row => row.Grade),
        new("tool_calls", row => JsonSerializer.Serialize(row.ToolCalls.Select(Describe))),
        new("status", row => row.FailureStage.Length == 0 ? "ok" : "failed"),
        new("failure_stage", row => row.FailureStage),
        new("error_type", row => row.ErrorType),
        Column.OfText("error_message", row => row.ErrorMessage),
        new("event_log_path", row => row.EventLogPath),
        new("input_audio_path", row => row.InputAudioPath),
        new("output_audio_path", row => row.OutputAudioPath),
        Column.Of("latency_first_audio_ms", row => row.LatencyFirstAudioMs),
        Column.Of("latency_first_text_ms", row => row.LatencyFirstTextMs),
        Column.Of("latency_response_done_ms", row => row.LatencyResponseDoneMs),
        Column.Of("output_tokens", row => row.Usage.OutputTokens),
        Column.Of("output_audio_tokens", row => row.Usage.OutputAudioTokens),
        Column.Of("output_text_tokens", row => row.Usage.OutputTextTokens),
        new("outcome", row => row.Outcome.ToString().ToLowerInvariant()),
        new("speech_sha256", row => row.SpeechSha256),
        Column.Of("speech_ms", row => row.SpeechMs),
        Column.Of("end_of_speech_to_first_audio_ms", row => row.EndOfSpeechToFirstAudioMs),
        Column.Of("repeated_tool_calls", row => row.RepeatedToolCalls),
        Column.Of("input_tokens", row => row.Usage.InputTokens),
        Column.Of("cached_tokens", row => row.Usage.CachedTokens),
        Column.Of("cost_usd", row => row.CostUsd),
        new("response_ids", row => row.ResponseIds.ToString()),
        new("model", row => row.Model),
        new("provider", row => row.Provider),
        Column.Of("attempts", row => row.Attempts),
        Column.OfTime("started_at", row => row.StartedAt),
        Column.Of("duration_ms", row => row.DurationMs),
    ];

    private static Dictionary<string, object> Describe(ToolCall call) => new(StringComparer.Ordinal)
    {
        ["name"] = call.Name,
        ["arguments"] = call.ParseArguments(),
        ["raw_arguments"] = call.RawArguments,
        ["call_id"] = call.CallId,
    };
}
