using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>The columns of <c>results.csv</c> of a refusal smoke run.</summary>
internal static class RefusalTable
{
    public static IReadOnlyList<TableColumn<RefusalResult>> Columns { get; } =
    [
        new("case_id", row => row.CaseId),
        TableColumn<RefusalResult>.OfText("prompt", row => row.Prompt),
        new("expected", row => RefusalDataset.WordOf(row.Expected)),
        new("label", row => RefusalDataset.WordOf(row.Label)),
        TableColumn<RefusalResult>.OfText("answer", row => row.Answer),
        new("outcome", row => row.Outcome.ToString().ToLowerInvariant()),
        TableColumn<RefusalResult>.OfText("reason", row => row.Reason),
        new("failure_stage", row => row.FailureStage),
        TableColumn<RefusalResult>.OfText("error_type", row => row.ErrorType),
        TableColumn<RefusalResult>.OfText("error_message", row => row.ErrorMessage),
        TableColumn<RefusalResult>.OfText("response_id", row => row.ResponseId),
        TableColumn<RefusalResult>.Of("input_tokens", row => row.Usage.InputTokens),
        TableColumn<RefusalResult>.Of("output_tokens", row => row.Usage.OutputTokens),
        TableColumn<RefusalResult>.Of("cost_usd", row => row.CostUsd),
        TableColumn<RefusalResult>.OfText("model", row => row.Model),
        new("provider", row => row.Provider),
        new("backend", row => row.Backend.ToString()),
        TableColumn<RefusalResult>.OfTime("started_at", row => row.StartedAt),
        TableColumn<RefusalResult>.Of("duration_ms", row => row.DurationMs),
        new("event_log_path", row => row.EventLogPath),
        new("run_id", row => row.RunId),
        TableColumn<RefusalResult>.Of("planned", row => row.Planned),
        TableColumn<RefusalResult>.OfText("data_path", row => row.DataPath),
        new("data_sha256", row => row.DataSha256),
        TableColumn<RefusalResult>.Of("data_cases", row => row.DataCases),
    ];
}
