using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>Checks the age of evidence. Ages are taken at the time of the decision, not of the measurement.</summary>
public static class EvidenceAge
{
    /// <summary>Smaller differences between the clocks of two machines are tolerated.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>Returns an earlier report as it stands now: with its findings, and with its age checked again.</summary>
    /// <param name="report">The report. One that does not give the time of its evidence never passes.</param>
    /// <param name="maximumAge">
    /// The maximum age of the evidence; the stricter of this and of the report's own limit applies. Null for the report's own limit.
    /// </param>
    /// <param name="now">The current time.</param>
    public static GateReport Again(GateReport report, TimeSpan? maximumAge, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(report);
        TimeSpan limit = report.MaximumAgeHours is > 0 and <= 24 * 366
            ? TimeSpan.FromHours(report.MaximumAgeHours)
            : GateOptions.DefaultMaximumAge;
        if (maximumAge is TimeSpan stricter && stricter < limit) limit = stricter;
        GateFinding[] found = [.. FindNow().Where(finding => report.Findings.All(known => known.Reason != finding.Reason))];
        if (found.Length == 0) return report;
        GateFinding[] findings = [.. report.Findings, .. found];
        return report with
        {
            Verdict = GateVerdict.NotEvaluated,
            Reason = findings[0].Reason,
            Message = string.Join(
                "; ",
                [
                    .. findings.AsEnumerable(),
                    .. report.Rules
                        .Where(rule => rule.Verdict != GateVerdict.Passed)
                        .Select(rule => $"{rule.Reason}: {rule.Rule}: {rule.Message}"),
                ]),
            Findings = new(findings),
        };

        IEnumerable<GateFinding> FindNow()
        {
            if (report.EvidenceAt is DateTimeOffset at) return Find(at, at, limit, now);
            return report.Verdict == GateVerdict.Passed
                ? [new GateFinding(GateReason.TimeUnknown, "the report does not say of when its evidence is.")]
                : [];
        }
    }

    /// <summary>Returns the problems with evidence of this age.</summary>
    internal static IEnumerable<GateFinding> Find(DateTimeOffset? oldest, DateTimeOffset? newest, TimeSpan maximumAge, DateTimeOffset now)
    {
        if (oldest is DateTimeOffset old && now - old > maximumAge)
        {
            yield return new GateFinding(
                GateReason.Stale,
                FormattableString.Invariant($"the oldest case is of {old.UtcDateTime:yyyy-MM-dd HH:mm} UTC, ")
                + $"{Describe(now - old)} ago; {Describe(maximumAge)} are allowed.");
        }

        if (newest is DateTimeOffset young && young - now > ClockTolerance)
        {
            yield return new GateFinding(
                GateReason.FromTheFuture,
                FormattableString.Invariant($"a case is of {young.UtcDateTime:yyyy-MM-dd HH:mm} UTC, which has not come yet."));
        }
    }

    private static string Describe(TimeSpan span) =>
        span.TotalDays >= 2
            ? FormattableString.Invariant($"{span.TotalDays:0.#} days")
            : FormattableString.Invariant($"{span.TotalHours:0.#} hours");
}
