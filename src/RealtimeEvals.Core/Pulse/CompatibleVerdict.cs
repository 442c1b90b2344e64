using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Pulse;

/// <summary>
/// What the compatible keys say of a run. Readers of the reference know neither our gate nor who answered: they form the verdict anew, from
/// the status and the counts. So beside a gate that is false no status is a good one where nothing failed, and what passed counts as
/// nothing.
/// </summary>
/// <param name="Status">How the run ended.</param>
/// <param name="Counts">The rows that count as evidence.</param>
internal sealed record CompatibleVerdict(string Status, RefusalCounts Counts)
{
    /// <summary>The status of a run that only the sandbox or a file answered.</summary>
    public const string Rehearsal = "rehearsal";

    /// <summary>The status of a run that ended well and is no evidence all the same.</summary>
    public const string NotPassed = "not_passed";

    /// <summary>The counts of no evidence; their fail rate is 1.</summary>
    public static RefusalCounts NoEvidence { get; } = new(0, 0, 0, 0);

    /// <summary>The verdict that is written for a run.</summary>
    public static CompatibleVerdict Of(RefusalSmokeResult result)
    {
        if (result.GatePass || result.ResultCounts is { Failed: > 0 } or { Errored: > 0 })
        {
            return new CompatibleVerdict(result.Status, result.ResultCounts);
        }

        return new CompatibleVerdict(IsGood(result.Status) ? IsRehearsal(result) ? Rehearsal : NotPassed : result.Status, NoEvidence);
    }

    /// <summary>Some readers take the word as it stands, others without white space, and nobody knows them all.</summary>
    private static bool IsGood(string status) => status.Trim().ToLowerInvariant() is "completed" or "succeeded";

    private static bool IsRehearsal(RefusalSmokeResult result) =>
        ProviderName.KindsOf(result.Provider).Any(kind => kind is ProviderKind.Sandbox or ProviderKind.Replay);
}
