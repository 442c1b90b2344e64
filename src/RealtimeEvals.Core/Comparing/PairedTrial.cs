using RealtimeEvals.Model;

namespace RealtimeEvals.Comparing;

/// <summary>A trial that is in both runs and is the same case there.</summary>
/// <param name="Reference">Its row in the run that is the yardstick.</param>
/// <param name="Candidate">Its row in the other run.</param>
internal readonly record struct PairedTrial(int Reference, int Candidate);

/// <summary>A case of two runs with its trials that are in both.</summary>
/// <param name="Trials">The pairs; at least one.</param>
internal sealed record PairedCase(PairedTrial[] Trials);

/// <summary>The trials of two runs, paired by case and trial.</summary>
internal sealed class PairedRuns
{
    private PairedRuns(RunSide reference, RunSide candidate)
    {
        Reference = reference;
        Candidate = candidate;
    }

    /// <summary>The run that is the yardstick.</summary>
    public RunSide Reference { get; }

    /// <summary>The other run.</summary>
    public RunSide Candidate { get; }

    /// <summary>The cases whose trials have a verdict on both sides, in the order of their names.</summary>
    public IReadOnlyList<PairedCase> Cases { get; private init; } = [];

    /// <summary>Pairs that have no verdict on both sides, or are not of the same case.</summary>
    public IReadOnlyList<(CaseChangeKind Kind, PairedTrial Pair)> Unusable { get; private init; } = [];

    /// <summary>The rows that are in the run that is the yardstick only.</summary>
    public IReadOnlyList<int> ReferenceOnly { get; private init; } = [];

    /// <summary>The rows that are in the other run only.</summary>
    public IReadOnlyList<int> CandidateOnly { get; private init; } = [];

    /// <summary>Pairs two runs.</summary>
    /// <param name="reference">The run that is the yardstick.</param>
    /// <param name="candidate">The other run.</param>
    /// <param name="takes">Which trials of the other run are meant; null for all.</param>
    public static PairedRuns Of(RunSide reference, RunSide candidate, Func<TrialRow, bool>? takes = null)
    {
        var cases = new Dictionary<string, List<PairedTrial>>(StringComparer.OrdinalIgnoreCase);
        var unusable = new List<(CaseChangeKind, PairedTrial)>();
        var missing = new List<int>();
        foreach (int row in reference.Places)
        {
            TrialRow before = reference[row];
            int found = candidate.Find(before.PairName);
            if (found < 0) missing.Add(row);
            else if (takes is null || takes(candidate[found])) Add(before, candidate[found], new PairedTrial(row, found));
        }

        return new PairedRuns(reference, candidate)
        {
            Cases = [.. cases.Values.Select(trials => new PairedCase([.. trials]))],
            Unusable = unusable,
            ReferenceOnly = missing,
            CandidateOnly =
            [
                .. candidate.Places.Where(row =>
                    reference.Find(candidate[row].PairName) < 0 && (takes is null || takes(candidate[row]))),
            ],
        };

        void Add(TrialRow before, TrialRow after, PairedTrial pair)
        {
            if (!before.IsSameCase(after)) unusable.Add((CaseChangeKind.OtherCase, pair));
            else if (!before.HasVerdict || !after.HasVerdict) unusable.Add((CaseChangeKind.NoVerdict, pair));
            else if (cases.TryGetValue(before.CaseId, out List<PairedTrial>? trials)) trials.Add(pair);
            else cases[before.CaseId] = [pair];
        }
    }

    /// <summary>Returns 1 for a pair that got better, -1 for one that got worse, 0 for one that ended alike.</summary>
    public int ChangeOf(PairedTrial pair) => Passed(Candidate[pair.Candidate]) - Passed(Reference[pair.Reference]);

    /// <summary>Returns 1 for a trial that passed, else 0.</summary>
    public static int Passed(TrialRow trial) => trial.Outcome == Outcome.Pass ? 1 : 0;
}
