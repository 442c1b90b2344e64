using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>The columns of <c>results.csv</c> of a refusal smoke run.</summary>
internal static class RefusalTable
{
    public static IReadOnlyList<TableColumn<RefusalResult>> Columns { get; } =
        [.. Named, .. TableColumn<RefusalResult>.Others(Named, typeof(RefusalResult), row => row)];

    private static IReadOnlyList<TableColumn<RefusalResult>> Named =>
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
        TableColumn<RefusalResult>.Of("input_tokens"),
        TableColumn<RefusalResult>.Of("output_tokens"),
        TableColumn<RefusalResult>.Of("cost_usd"),
        new("model", row => row.Model),
        new("provider", row => row.Provider),
        new("backend", row => row.Backend.ToString()),
        TableColumn<RefusalResult>.OfTime("started_at", row => row.StartedAt),
        TableColumn<RefusalResult>.Of("duration_ms"),
        new("event_log_path", row => row.EventLogPath),
        new("run_id", row => row.RunId),
        TableColumn<RefusalResult>.Of("planned"),
        new("data_path", row => row.DataPath),
        new("data_sha256", row => row.DataSha256),
        TableColumn<RefusalResult>.Of("data_cases"),
        TableColumn<RefusalResult>.OfPlace("data_line", row => row.DataLine),
    ];
}
