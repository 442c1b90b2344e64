using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>Whether evidence is of a time that a gate takes. Ages count at the moment of the decision, not of the measurement.</summary>
public static class EvidenceAge
{
    /// <summary>Clocks of two machines differ by less.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>
    /// A report that was made before, as it is at this time: what it found then, and whether its evidence is still fresh.
    /// </summary>
    /// <param name="report">The report. One that does not say of when its evidence is never passes.</param>
    /// <param name="maximumAge">
    /// How old the evidence may be; the stricter of this and of what the report was made with counts. Zero for the latter.
    /// </param>
    /// <param name="now">The time.</param>
    public static GateReport Again(GateReport report, TimeSpan maximumAge, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(report);
        TimeSpan limit = report.MaximumAgeHours is > 0 and <= 24 * 366
            ? TimeSpan.FromHours(report.MaximumAgeHours)
            : GateOptions.UsualMaximumAge;
        if (maximumAge > TimeSpan.Zero && maximumAge < limit) limit = maximumAge;
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

    /// <summary>What is wrong with evidence of this age.</summary>
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
