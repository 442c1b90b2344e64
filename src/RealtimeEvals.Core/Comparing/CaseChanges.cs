using RealtimeEvals.Model;

namespace RealtimeEvals.Comparing;

/// <summary>Lists the cases that did not end alike in two runs, and those that cannot be compared.</summary>
internal static class CaseChanges
{
    private static readonly CaseChangeKind[] Order =
    [
        CaseChangeKind.Regression, CaseChangeKind.NoVerdict, CaseChangeKind.OtherCase, CaseChangeKind.ReferenceOnly,
        CaseChangeKind.CandidateOnly, CaseChangeKind.Improvement,
    ];

    /// <summary>Returns the cases, regressions first.</summary>
    public static IEnumerable<CaseChange> Of(PairedRuns pairs)
    {
        IEnumerable<CaseChange> changed = pairs.Cases
            .SelectMany(one => one.Trials)
            .Where(pair => pairs.ChangeOf(pair) != 0)
            .Select(pair => Both(pairs.ChangeOf(pair) < 0 ? CaseChangeKind.Regression : CaseChangeKind.Improvement, pair));
        IEnumerable<CaseChange> rest =
        [
            .. pairs.Unusable.Select(one => Both(one.Kind, one.Pair)),
            .. pairs.ReferenceOnly.Select(row => pairs.Reference[row])
                .Select(trial => Of(CaseChangeKind.ReferenceOnly, trial, trial.Outcome, null)),
            .. pairs.CandidateOnly.Select(row => pairs.Candidate[row])
                .Select(trial => Of(CaseChangeKind.CandidateOnly, trial, null, trial.Outcome)),
        ];
        return changed.Concat(rest).OrderBy(change => Array.IndexOf(Order, change.Kind));

        CaseChange Both(CaseChangeKind kind, PairedTrial pair)
        {
            TrialRow before = pairs.Reference[pair.Reference];
            return Of(kind, before, before.Outcome, pairs.Candidate[pair.Candidate].Outcome);
        }
    }

    private static CaseChange Of(CaseChangeKind kind, TrialRow trial, Outcome? before, Outcome? after) =>
        new(kind, trial.CaseId, trial.Trial, before, after, new(trial.Tags), trial.Tool, trial.Condition);
}
