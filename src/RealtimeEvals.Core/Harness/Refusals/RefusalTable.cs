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
        new("prompt", row => row.Prompt),
        new("expected", row => RefusalDataset.WordOf(row.Expected)),
        new("label", row => RefusalDataset.WordOf(row.Label)),
        new("answer", row => row.Answer),
        new("outcome", row => row.Outcome.ToString().ToLowerInvariant()),
        new("reason", row => row.Reason),
        new("failure_stage", row => row.FailureStage),
        new("error_type", row => row.ErrorType),
        new("error_message", row => row.ErrorMessage),
        new("response_id", row => row.ResponseId),
        TableColumn<RefusalResult>.Of("input_tokens", row => row.Usage.InputTokens),
        TableColumn<RefusalResult>.Of("output_tokens", row => row.Usage.OutputTokens),
        TableColumn<RefusalResult>.Of("cost_usd", row => row.CostUsd),
        new("model", row => row.Model),
        new("provider", row => row.Provider),
        new("backend", row => row.Backend.ToString()),
        TableColumn<RefusalResult>.OfTime("started_at", row => row.StartedAt),
        TableColumn<RefusalResult>.Of("duration_ms", row => row.DurationMs),
        new("event_log_path", row => row.EventLogPath),
        new("run_id", row => row.RunId),
        TableColumn<RefusalResult>.Of("planned", row => row.Planned),
        new("data_path", row => row.DataPath),
        new("data_sha256", row => row.DataSha256),
        TableColumn<RefusalResult>.Of("data_cases", row => row.DataCases),
        TableColumn<RefusalResult>.OfPlace("data_line", row => row.DataLine),
    ];
}
