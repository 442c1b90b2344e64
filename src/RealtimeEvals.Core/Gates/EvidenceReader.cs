using System.Globalization;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>Builds the evidence of runs from their rows, and records inconsistencies as findings.</summary>
public static class EvidenceReader
{
    private static readonly string[] OfWhole = ["simulation_id", "tags", "trial", "turn_count", "provider", "data_path", "data_sha256"];

    /// <summary>
    /// Returns the evidence of each run in the rows, or of one run without cases when there are no rows. Rows that name the folder of their
    /// run are compared with its journal, if it exists.
    /// </summary>
    /// <param name="rows">Cases of one or more runs. For conversations, one row per turn is accepted too.</param>
    public static IReadOnlyList<RunEvidence> Read(IEnumerable<EvidenceRow> rows)
    {
        IGrouping<(string, string), EvidenceRow>[] runs = [.. rows.GroupBy(row => (row.Text("run_id"), row.Text("run_path")))];
        return runs.Length == 0
            ? [new RunEvidence { Findings = [new GateFinding(GateReason.NoEvidence, "there are no results.")] }]
            : [.. runs.Select(run => ReadCompared(run.Key.Item1, run.Key.Item2, [.. run]))];
    }

    /// <summary>Returns the evidence of one run, including differences from its journal.</summary>
    private static RunEvidence ReadCompared(string runId, string runPath, IReadOnlyList<EvidenceRow> rows)
    {
        IReadOnlyList<GateFinding> differences = JournalCheck.Find(runId, runPath, rows);
        RunEvidence run = ReadRun(rows);
        return run with { Findings = [.. run.Findings, .. differences] };
    }

    /// <summary>Returns the evidence of one run.</summary>
    /// <param name="rows">The rows of its cases; at least one.</param>
    internal static RunEvidence ReadRun(IReadOnlyList<EvidenceRow> rows)
    {
        var findings = new List<GateFinding>();
        EvidenceCase[] cases =
        [
            .. rows.GroupBy(row => row.TrialId, StringComparer.OrdinalIgnoreCase)
                .Select(group => ReadCase(group.Key, [.. group], findings))
                .OrderBy(one => one.Id, StringComparer.Ordinal),
        ];
        return new RunEvidence
        {
            RunId = rows[0].Text("run_id"),
            RunPath = rows[0].Text("run_path"),
            Planned = ReadPlanned(rows, findings),
            DataCases = ReadDataCases(rows, findings),
            Providers = [.. cases.Select(one => one.Whole.Text("provider")).Distinct(StringComparer.OrdinalIgnoreCase)],
            Cases = cases,
            Findings = findings,
        };
    }

    private static EvidenceCase ReadCase(string id, IReadOnlyList<EvidenceRow> rows, List<GateFinding> findings)
    {
        if (id.Length == 0)
        {
            findings.Add(rows[0].Has("harness")
                ? new GateFinding(GateReason.DryRun, "a plan is no result; nothing was run.")
                : new GateFinding(GateReason.EvidenceUnreadable, "a result does not say which case it is of."));
        }

        if (rows.Any(row => row.Number("trial") is double trial && !double.IsInteger(trial)))
        {
            findings.Add(new GateFinding(GateReason.EvidenceUnreadable, $"a result of '{id}' does not say which trial it is."));
        }

        EvidenceRow[] wholes = [.. rows.Where(row => row.Text("outcome").Length > 0)];
        if (wholes.Length > 1) findings.Add(new GateFinding(GateReason.CountsDiffer, $"the case '{id}' is there {wholes.Length} times."));
        EvidenceRow whole = wholes.FirstOrDefault() ?? rows[0];
        IReadOnlyList<EvidenceRow> turns = whole.Has("turn_index") ? rows : whole.IsConversation ? whole.TurnRows : [whole];
        Outcome outcome = ReadOutcome(id, whole, findings);
        CheckFigures(id, rows.Count == 1 && turns is [EvidenceRow only] && only == whole ? turns : rows.Concat(turns).Distinct(), findings);
        if (whole.IsConversation)
        {
            CheckTurns(id, whole, turns, findings);
            CheckWhole(id, whole, rows, findings);
            if (outcome is Outcome.Pass or Outcome.Fail) ExpectGrades(whole, turns);
        }

        return new EvidenceCase(id, outcome, whole, turns);
    }

    private static Outcome ReadOutcome(string id, EvidenceRow whole, List<GateFinding> findings)
    {
        string word = whole.Text("outcome");
        if (Enum.GetNames<Outcome>().Contains(word, StringComparer.OrdinalIgnoreCase)) return Enum.Parse<Outcome>(word, ignoreCase: true);
        findings.Add(new GateFinding(
            GateReason.EvidenceUnreadable,
            word.Length == 0 ? $"the case '{id}' has no outcome." : $"'{word}' of the case '{id}' is no outcome."));
        return Outcome.Inconclusive;
    }

    /// <summary>
    /// Reports figures outside their possible range, whether or not a rule uses them. A value that is not a number is reported by the rule
    /// that needs it.
    /// </summary>
    private static void CheckFigures(string id, IEnumerable<EvidenceRow> rows, List<GateFinding> findings)
    {
        foreach (EvidenceRow row in rows)
        {
            foreach ((string name, FigureRange range) in row.Figures)
            {
                if (row.Number(name) is double value && double.IsFinite(value) && !range.Holds(value))
                {
                    findings.Add(new GateFinding(GateReason.OutOfRange, $"{name} of '{id}' is {row.Text(name)}; it must be {range}."));
                }
            }
        }
    }

    /// <summary>Compares the number of turns with the recorded one, because the figures of a lost turn would be missing too.</summary>
    private static void CheckTurns(string id, EvidenceRow whole, IReadOnlyList<EvidenceRow> turns, List<GateFinding> findings)
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
    private static void CheckWhole(string id, EvidenceRow whole, IReadOnlyList<EvidenceRow> rows, List<GateFinding> findings)
    {
        if (!id.StartsWith(whole.Text("simulation_id"), StringComparison.OrdinalIgnoreCase))
        {
            findings.Add(new GateFinding(
                GateReason.EvidenceUnreadable,
                $"the conversation '{id}' is none of the simulation '{whole.Text("simulation_id")}'."));
        }

        if (!whole.Has("turn_index")) return;
        foreach (string name in OfWhole.Where(name => rows.Any(row => row.Text(name) != whole.Text(name))))
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

    /// <summary>Returns the number of planned cases, which every row repeats so that a missing row is noticed.</summary>
    private static int ReadPlanned(IReadOnlyList<EvidenceRow> rows, List<GateFinding> findings)
    {
        string[] said = [.. rows.Select(row => row.Text("planned")).Distinct(StringComparer.Ordinal)];
        if (said is [string only] && int.TryParse(only, NumberStyles.None, CultureInfo.InvariantCulture, out int planned)) return planned;
        findings.Add(said is [""]
            ? new GateFinding(GateReason.CountsDiffer, "the results do not say how many cases were planned.")
            : new GateFinding(
                GateReason.CountsDiffer,
                $"the results do not agree on how many cases were planned: {string.Join(", ", said)}."));
        return 0;
    }

    /// <summary>
    /// Returns the number of cases in the data, which every row repeats; 0 when no row gives it, so that it is unknown whether all cases
    /// were run.
    /// </summary>
    private static int ReadDataCases(IReadOnlyList<EvidenceRow> rows, List<GateFinding> findings)
    {
        string[] said = [.. rows.Select(row => row.Text("data_cases")).Distinct(StringComparer.Ordinal)];
        if (said is [string only]) return int.TryParse(only, NumberStyles.None, CultureInfo.InvariantCulture, out int cases) ? cases : 0;
        findings.Add(new GateFinding(
            GateReason.CountsDiffer,
            $"the results do not agree on how many cases the data holds: {string.Join(", ", said)}."));
        return 0;
    }
}
