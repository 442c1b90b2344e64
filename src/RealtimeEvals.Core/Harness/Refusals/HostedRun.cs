using System.Text.Json;
using RealtimeEvals.Datasets.Refusals;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>The state of a hosted run as its service reports it.</summary>
/// <param name="FileId">The service's id of the uploaded set; empty until there is one.</param>
/// <param name="EvalId">The service's id of the eval; empty until there is one.</param>
/// <param name="RunId">The service's id of the run; empty until there is one.</param>
/// <param name="ReportUrl">The page of the run; null when the service has none.</param>
/// <param name="Status">The final status as the service reported it; <c>unknown</c> when it did not.</param>
/// <param name="Counts">The counts as the service sent them; null when it sent none.</param>
public sealed record HostedRun(string FileId, string EvalId, string RunId, string? ReportUrl, string Status, JsonElement? Counts)
{
    /// <summary>The status when the service reports none.</summary>
    public const string UnknownStatus = "unknown";

    /// <summary>A run that has not started.</summary>
    public static HostedRun None { get; } = new("", "", "", null, UnknownStatus, null);
}

/// <summary>Has a service run and grade all rows of a smoke set.</summary>
/// <param name="options">The options of the run.</param>
/// <param name="dataset">The smoke set.</param>
/// <param name="instructions">The instructions of the model.</param>
/// <param name="warn">Takes warnings about files, evals and runs that could not be deleted at the service.</param>
public delegate IRowSource HostedRows(RefusalOptions options, RefusalDataset dataset, string instructions, Action<string> warn);
