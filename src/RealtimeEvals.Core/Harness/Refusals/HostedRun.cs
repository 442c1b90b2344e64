using System.Text.Json;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>What a service of hosted evals says of a run.</summary>
/// <param name="FileId">Its id of the uploaded set; empty until it has one.</param>
/// <param name="EvalId">Its id of the eval; empty until it has one.</param>
/// <param name="RunId">Its id of the run; empty until it has one.</param>
/// <param name="ReportUrl">Where it shows the run; null when it does not.</param>
/// <param name="Status">How the run ended, in its word; <c>unknown</c> when it says nothing.</param>
/// <param name="Counts">Its counts as they came; null when none came.</param>
public sealed record HostedRun(string FileId, string EvalId, string RunId, string? ReportUrl, string Status, JsonElement? Counts)
{
    /// <summary>The word for a service that says nothing.</summary>
    public const string UnknownStatus = "unknown";

    /// <summary>A run that has not begun.</summary>
    public static HostedRun None { get; } = new("", "", "", null, UnknownStatus, null);
}
