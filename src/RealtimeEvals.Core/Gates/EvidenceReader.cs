using System.Globalization;
using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>Builds the evidence of runs from their rows, and records inconsistencies as findings.</summary>
public static class EvidenceReader
{
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
        EvidenceCases cases = new EvidenceCaseReader(rows, findings).Read();
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
