using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Reporting.Pulse;

/// <summary>Judges a result file that was written before. It passes a gate only when it says so itself and all of its figures do.</summary>
public sealed record SmokeResultCheck
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>Whether what the sandbox or a file answered may pass.</summary>
    public bool AllowSandbox { get; init; }

    /// <summary>Whether the reference's dry run may pass, as its own readers take it.</summary>
    public bool AllowDryRun { get; init; }

    /// <summary>How old the result may be.</summary>
    public TimeSpan MaximumAge { get; init; } = Gates.GateOptions.UsualMaximumAge;

    /// <summary>The result with the verdict that its figures allow.</summary>
    /// <param name="result">The result as it was read.</param>
    /// <param name="now">The time.</param>
    public RefusalSmokeResult Judge(RefusalSmokeResult result, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(result);
        string[] faults = [.. FindFaults(result, now)];
        return result with { GatePass = faults.Length == 0, GateReasons = new(result.GateReasons.Concat(faults).Distinct(StringComparer.Ordinal)) };
    }

    private IEnumerable<string> FindFaults(RefusalSmokeResult result, DateTimeOffset now)
    {
        RefusalCounts counts = result.ResultCounts;
        if (!result.GatePass) yield return "The result says that the gate does not pass.";
        if (result.GatePass && result.GateReasons.Count > 0) yield return "The result names reasons for not passing.";
        if (result.Status is not ("completed" or "succeeded")) yield return $"The run ended with the status '{result.Status}'.";
        if (counts.Total <= 0 || counts.Passed != counts.Total || counts.Failed != 0 || counts.Errored != 0) yield return $"The counts are {counts}.";
        if (counts.Total > result.DatasetLines) yield return FormattableString.Invariant($"{counts.Total} rows were counted in a set of {result.DatasetLines} lines.");
        if (result.FailRate != 0) yield return FormattableString.Invariant($"The fail rate is {result.FailRate}.");
        if (result.DatasetSha256.Length != 64 || !result.DatasetSha256.All(char.IsAsciiHexDigit)) yield return "The hash of the smoke set is none.";
        if (now - result.TimestampUtc > MaximumAge) yield return FormattableString.Invariant($"The result is of {result.TimestampUtc.UtcDateTime:yyyy-MM-dd HH:mm} UTC, which is too old.");
        if (result.TimestampUtc - now > ClockTolerance) yield return "The result bears a time that has not come yet.";
        if (result.DryRun || result.Provider == ServiceTarget.DryRunProvider)
        {
            if (!AllowDryRun) yield return "Nothing was asked; a dry run is no evidence.";
        }
        else if (result.Provider.Length == 0)
        {
            yield return "The result does not say who answered.";
        }
        else if (!AllowSandbox && (result.Backend == RefusalBackend.Replay || result.Provider.Split("; ").Any(provider => provider is ServiceTarget.SandboxProvider or ServiceTarget.ReplayProvider)))
        {
            yield return "The sandbox or a file answered; that is a rehearsal, not evidence.";
        }
    }
}
