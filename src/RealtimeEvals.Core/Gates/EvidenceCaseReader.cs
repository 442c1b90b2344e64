using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>Puts the rows of a run together to its cases, and records what is wrong with them.</summary>
/// <param name="rows">The rows.</param>
/// <param name="findings">Takes what is wrong.</param>
internal sealed class EvidenceCaseReader(IReadOnlyList<EvidenceRow> rows, List<GateFinding> findings)
{
    private static readonly string[] OfWhole = ["simulation_id", "tags", "trial", "turn_count", "provider", "data_path", "data_sha256"];

    private static readonly Dictionary<string, Outcome> Outcomes =
        Enum.GetValues<Outcome>().ToDictionary(static outcome => outcome.ToString(), StringComparer.OrdinalIgnoreCase);

    private readonly RowIndex _clusters = new(rows, static row => row.CaseId, StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, EvidenceCase> _ofSeveralRows = [];

    /// <summary>Returns the cases in the order of their ids.</summary>
    public EvidenceCases Read()
    {
        (List<int> firsts, Dictionary<int, List<int>> others) = GroupTrials();
        var cases = new EvidenceEntry[firsts.Count];
        bool areSorted = true;
        string last = "";
        for (int index = 0; index < cases.Length; index++)
        {
            EvidenceRow first = rows[firsts[index]];
            string id = first.TrialId;
            bool isAlone = !others.TryGetValue(firsts[index], out List<int>? more);
            cases[index] = isAlone && !first.IsConversation
                ? ReadTurn(id, first, firsts[index])
                : ReadCase(id, firsts[index], more ?? []);
            areSorted &= string.CompareOrdinal(last, id) <= 0;
            last = id;
        }

        if (!areSorted) Array.Sort([.. firsts.Select(row => rows[row].TrialId)], cases, StringComparer.Ordinal);
        return new EvidenceCases(rows, cases, _ofSeveralRows);
    }

    /// <summary>Returns the first row of each trial, and the others where there are any.</summary>
    private (List<int> Firsts, Dictionary<int, List<int>> Others) GroupTrials()
    {
        var trials = new RowIndex(rows, static row => row.TrialId, StringComparer.OrdinalIgnoreCase);
        var firsts = new List<int>();
        var others = new Dictionary<int, List<int>>();
        for (int row = 0; row < rows.Count; row++)
        {
            int first = trials.Add(row);
            if (first == row) firsts.Add(row);
            else if (others.TryGetValue(first, out List<int>? known)) known.Add(row);
            else others.Add(first, [row]);
        }

        return (firsts, others);
    }

    private EvidenceEntry ReadTurn(string id, EvidenceRow whole, int row)
    {
        CheckName(id, whole);
        if (HasBrokenTrial(whole)) findings.Add(BrokenTrial(id));
        Outcome outcome = ReadOutcome(id, whole);
        CheckFigures(id, whole);
        return new EvidenceEntry(row, ClusterOf(whole, row), outcome);
    }

    private EvidenceEntry ReadCase(string id, int first, IEnumerable<int> others)
    {
        int[] numbers = [first, .. others];
        EvidenceRow[] all = [.. numbers.Select(number => rows[number])];
        CheckName(id, all[0]);
        if (Array.Exists(all, HasBrokenTrial)) findings.Add(BrokenTrial(id));
        int wholes = all.Count(row => row.Text("outcome").Length > 0);
        if (wholes > 1) findings.Add(new GateFinding(GateReason.CountsDiffer, $"the case '{id}' is there {wholes} times."));
        int place = Math.Max(0, Array.FindIndex(all, row => row.Text("outcome").Length > 0));
        var entry = new EvidenceEntry(first, ClusterOf(all[place], numbers[place]), ReadOutcome(id, all[place]));
        var one = new EvidenceCase(id, all, all[place], entry);
        if (all.Length > 1) _ofSeveralRows.Add(first, one);
        foreach (EvidenceRow row in all.Concat(one.Turns).Distinct()) CheckFigures(id, row);
        if (one.Whole.IsConversation) CheckConversation(id, one, all);
        return entry;
    }

    private int ClusterOf(EvidenceRow whole, int row) => whole.CaseId.Length > 0 ? _clusters.Add(row) : -1;

    private void CheckName(string id, EvidenceRow row)
    {
        if (id.Length > 0) return;
        findings.Add(row.Has("harness")
            ? new GateFinding(GateReason.DryRun, "a plan is no result; nothing was run.")
            : new GateFinding(GateReason.EvidenceUnreadable, "a result does not say which case it is of."));
    }

    private static bool HasBrokenTrial(EvidenceRow row) => row.Number("trial") is double trial && !double.IsInteger(trial);

    private static GateFinding BrokenTrial(string id) =>
        new(GateReason.EvidenceUnreadable, $"a result of '{id}' does not say which trial it is.");

    private void CheckConversation(string id, EvidenceCase one, EvidenceRow[] all)
    {
        CheckTurns(id, one.Whole, one.Turns);
        CheckWhole(id, one.Whole, all);
        if (one.HasVerdict) ExpectGrades(one.Whole, one.Turns);
    }

    private Outcome ReadOutcome(string id, EvidenceRow whole)
    {
        string word = whole.Text("outcome");
        if (Outcomes.TryGetValue(word, out Outcome outcome)) return outcome;
        findings.Add(new GateFinding(
            GateReason.EvidenceUnreadable,
            word.Length == 0 ? $"the case '{id}' has no outcome." : $"'{word}' of the case '{id}' is no outcome."));
        return Outcome.Inconclusive;
    }

    /// <summary>
    /// Reports figures outside their possible range, whether or not a rule uses them. A value that is not a number is reported by the rule
    /// that needs it.
    /// </summary>
    private void CheckFigures(string id, EvidenceRow row)
    {
        foreach ((string name, FigureRange range) in row.Figures)
        {
            if (row.Number(name) is double value && double.IsFinite(value) && !range.Holds(value))
            {
                findings.Add(new GateFinding(GateReason.OutOfRange, $"{name} of '{id}' is {row.Text(name)}; it must be {range}."));
            }
        }
    }

    /// <summary>Compares the number of turns with the recorded one, because the figures of a lost turn would be missing too.</summary>
    private void CheckTurns(string id, EvidenceRow whole, IReadOnlyList<EvidenceRow> turns)
    {
        int answered = turns.Count(IsAnswered);
        if (whole.Number("turn_count") != answered)
        {
            string hint = turns.Count == 0 && answered == 0 ? $"; where a table lost them, {EvidenceTime.Export}" : "";
            findings.Add(new GateFinding(
                GateReason.CountsDiffer,
                FormattableString.Invariant(
                    $"the conversation '{id}' has {answered} turns instead of {whole.Text("turn_count")}{hint}.")));
        }
    }

    /// <summary>Checks that the columns of the whole conversation are the same in all of its rows.</summary>
    private void CheckWhole(string id, EvidenceRow whole, IReadOnlyList<EvidenceRow> all)
    {
        if (!id.StartsWith(whole.Text("simulation_id"), StringComparison.OrdinalIgnoreCase))
        {
            findings.Add(new GateFinding(
                GateReason.EvidenceUnreadable,
                $"the conversation '{id}' is none of the simulation '{whole.Text("simulation_id")}'."));
        }

        if (!whole.Has("turn_index")) return;
        foreach (string name in OfWhole.Where(name => all.Any(row => row.Text(name) != whole.Text(name))))
        {
            findings.Add(new GateFinding(GateReason.EvidenceUnreadable, $"the rows of '{id}' do not agree on {name}."));
        }
    }

    /// <summary>Records which grades a conversation with a verdict should have, so that a missing one is noticed.</summary>
    private static void ExpectGrades(EvidenceRow whole, IReadOnlyList<EvidenceRow> turns)
    {
        foreach (string grader in whole.TurnGraders.Select(one => one.Id))
        {
            foreach (EvidenceRow turn in turns.Where(IsAnswered)) turn.ExpectGrade(grader);
        }

        foreach (Grader grader in whole.TraceGraders) whole.ExpectGrade(grader.Id);
    }

    private static bool IsAnswered(EvidenceRow turn) => turn.Number("turn_index") is > 0 && turn.Text("failure_stage").Length == 0;
}
