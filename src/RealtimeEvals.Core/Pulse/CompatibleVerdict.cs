using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Pulse;

/// <summary>
/// The verdict of a run in the compatible keys. Readers of PULSE files know neither our gate nor the provider: they derive the verdict from
/// status and counts. So when the gate is false although nothing failed, the status is not a good one and nothing counts as passed.
/// </summary>
/// <param name="Status">How the run ended.</param>
/// <param name="Counts">The rows that count as evidence.</param>
internal sealed record CompatibleVerdict(string Status, RefusalCounts Counts)
{
    /// <summary>The status of a run that was answered only by the sandbox or a file.</summary>
    public const string Rehearsal = "rehearsal";

    /// <summary>The status of a run that completed but is not evidence.</summary>
    public const string NotPassed = "not_passed";

    /// <summary>The counts when there is no evidence; their fail rate is 1.</summary>
    public static RefusalCounts NoEvidence { get; } = new(0, 0, 0, 0);

    /// <summary>Returns the verdict to write for a run.</summary>
    public static CompatibleVerdict Of(RefusalSmokeResult result)
    {
        if (result.GatePass || result.ResultCounts is { Failed: > 0 } or { Errored: > 0 })
        {
            return new CompatibleVerdict(result.Status, result.ResultCounts);
        }

        return new CompatibleVerdict(IsGood(result.Status) ? IsRehearsal(result) ? Rehearsal : NotPassed : result.Status, NoEvidence);
    }

    /// <summary>Ignores case and white space, since some readers of the status do.</summary>
    private static bool IsGood(string status) => status.Trim().ToLowerInvariant() is "completed" or "succeeded";

    private static bool IsRehearsal(RefusalSmokeResult result) =>
        ProviderName.KindsOf(result.Provider).Any(kind => kind is ProviderKind.Sandbox or ProviderKind.Replay);
}
