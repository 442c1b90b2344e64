using System.Text.Json;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;

namespace RealtimeEvals.Reporting;

/// <summary>A run as shown in reports: its cases, missing cases, and findings about the evidence.</summary>
internal sealed class ReportRun
{
    /// <summary>Maximum number of missing cases that are listed, so that an absurd planned count does not produce a huge file.</summary>
    private const int MissingLimit = 1000;

    public ReportRun(RunEvidence evidence)
    {
        Evidence = evidence;
        HashSet<string> torn = [.. Torn(evidence)];
        Missing = Math.Max(0, evidence.Planned - evidence.Cases.Count);
        Cases = [.. evidence.Cases.Select(one => Of(one, torn)), .. FindMissing(), .. evidence.Findings.Concat(FindCounts()).Select(Of)];
    }

    public RunEvidence Evidence { get; }

    /// <summary>The display name of the run; never empty.</summary>
    public string Name => Evidence.RunId.Length > 0 ? ReportText.Clean(Evidence.RunId) : "no run";

    public IReadOnlyList<ReportCase> Cases { get; }

    /// <summary>Number of planned cases without a result.</summary>
    public int Missing { get; }

    /// <summary>Whether every planned case passed and there are no findings.</summary>
    public bool HasPassed => Cases.All(one => one.Status == ReportStatus.Passed);

    /// <summary>The start of the oldest case; null when it is not known.</summary>
    public DateTimeOffset? StartedAt =>
        Evidence.Cases.SelectMany(one => one.Turns.Append(one.Whole)).Select(row => EvidenceTime.Read(row.Text("started_at"))).Min();

    /// <summary>Returns the number of entries with a status.</summary>
    public int Count(ReportStatus status) => Cases.Count(one => one.Status == status);

    /// <summary>Returns the simulations of which some trials passed and others failed.</summary>
    private static IEnumerable<string> Torn(RunEvidence evidence) => evidence.Cases
        .Where(one => one.Whole.Has("trial"))
        .GroupBy(one => one.Whole.CaseId, StringComparer.Ordinal)
        .Where(trials => trials.Any(trial => trial.Outcome == Outcome.Pass) && trials.Any(trial => trial.Outcome == Outcome.Fail))
        .Select(trials => trials.Key);

    private static ReportCase Of(EvidenceCase one, HashSet<string> torn)
    {
        (ReportStatus status, string kind) = one.Outcome switch
        {
            Outcome.Pass => (ReportStatus.Passed, ""),
            Outcome.Fail => (ReportStatus.Failed, torn.Contains(one.Whole.CaseId) ? ReportCase.Flaky : "failed"),
            Outcome.Skipped => (ReportStatus.Skipped, "skipped"),
            Outcome.Error => (ReportStatus.Errored, one.Whole.Text("failure_stage") is { Length: > 0 } stage ? stage : "error"),
            _ => (ReportStatus.Errored, ReportCase.Inconclusive),
        };
        return new ReportCase(one.Id.Length > 0 ? ReportText.Clean(one.Id) : "no name", status, ReportText.Clean(kind),
            ReportText.Clean(CaseText.Of(one)), SecondsOf(one),
            one.Whole.Text("data_path"), LineOf(one));
    }

    private static ReportCase Of(GateFinding finding) =>
        new(
            $"evidence: {finding.Reason}",
            ReportStatus.Errored,
            JsonNamingPolicy.SnakeCaseLower.ConvertName(finding.Reason.ToString()),
            ReportText.Clean(finding.Message))
        {
            IsFinding = true,
        };

    private static ReportCase Lost(string name, string message) => new(name, ReportStatus.Errored, ReportCase.Missing, message);

    /// <summary>Returns the duration of a case: rows of a table have the time of each turn, an object that of the whole.</summary>
    private static double SecondsOf(EvidenceCase one)
    {
        double milliseconds = one.Whole.Has("turn_index")
            ? one.Turns.Sum(turn => turn.Number("duration_ms") ?? 0)
            : one.Whole.Number("duration_ms") ?? 0;
        return double.IsFinite(milliseconds) && milliseconds > 0 ? milliseconds / 1000 : 0;
    }

    private static int LineOf(EvidenceCase one) =>
        one.Whole.Number("data_line") is double line and >= 1 and <= int.MaxValue ? (int)line : 1;

    private IEnumerable<ReportCase> FindMissing()
    {
        foreach (int index in Enumerable.Range(1, Math.Min(Missing, MissingLimit)))
        {
            yield return Lost(FormattableString.Invariant($"missing case {index} of {Missing}"), "a case was planned and has no result");
        }

        if (Missing > MissingLimit)
        {
            string message = FormattableString.Invariant($"{Missing - MissingLimit} more cases were planned and have no result");
            yield return Lost("more missing cases", message);
        }
    }

    private IEnumerable<GateFinding> FindCounts()
    {
        bool isTold = Evidence.Findings.Any(finding =>
            finding.Reason is GateReason.NoEvidence or GateReason.EvidenceUnreadable or GateReason.CountsDiffer);
        if (isTold) yield break;
        if (Evidence.Planned == 0 && Evidence.Cases.Count == 0) yield return new GateFinding(GateReason.EmptyRun, "no case was planned.");
        else if (Evidence.Cases.Count > Evidence.Planned)
        {
            yield return new GateFinding(
                GateReason.CountsDiffer,
                FormattableString.Invariant($"{Evidence.Planned} cases were planned and {Evidence.Cases.Count} have a result."));
        }
    }
}
