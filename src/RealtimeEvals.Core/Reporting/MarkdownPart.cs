using System.Globalization;
using RealtimeEvals.Model;

namespace RealtimeEvals.Reporting;

/// <summary>The parts that the step summary and the full page share.</summary>
internal static class MarkdownPart
{
    private static readonly string[] CountHeader =
        ["run", ":passed", ":failed", ":errored", ":inconclusive", ":skipped", ":missing", ":planned"];
    private static readonly string[] GateHeader = ["run", "gate", "reason", ":passed", ":failed", ":errored", ":planned", "policy set"];
    private static readonly string[] RuleHeader = ["run", "rule", "verdict", ":value", ":interval", ":n", "why"];

    /// <summary>Returns the summary sentence.</summary>
    public static string Headline(ReportContent content)
    {
        int passedGates = content.Gates.Count(gate => gate.HasPassed);
        int passedCases = content.Runs.Sum(run => run.Evidence.Count(Outcome.Pass));
        long plannedCases = content.Runs.Sum(run => (long)run.Evidence.Planned);
        string[] parts =
        [
            .. content.Gates.Count == 0
                ? Array.Empty<string>()
                : [FormattableString.Invariant($"{passedGates} of {Plural(content.Gates.Count, "gate")} passed")],
            .. content.Runs.Count == 0
                ? Array.Empty<string>()
                : [FormattableString.Invariant($"{passedCases} of {Plural(plannedCases, "planned case")} passed")],
        ];
        bool hasPassed = content.Gates.All(gate => gate.HasPassed) && content.Runs.All(run => run.HasPassed);
        return $"**{(hasPassed ? "Passed" : "Not passed")}**: {string.Join(", ", parts)}.\n";
    }

    /// <summary>Returns the table of counts of runs.</summary>
    public static string Counts(IEnumerable<ReportRun> runs, int limit = int.MaxValue) =>
        MarkdownText.Table(CountHeader, runs.Select(run => (string[])
        [
            MarkdownText.Of(run.Name, limit),
            .. new[] { Outcome.Pass, Outcome.Fail, Outcome.Error, Outcome.Inconclusive, Outcome.Skipped }
                .Select(run.Evidence.Count)
                .Append(run.Missing)
                .Append(run.Evidence.Planned)
                .Select(Number),
        ]));

    /// <summary>Returns the table of gates.</summary>
    public static string Gates(IEnumerable<ReportGate> gates, int limit = int.MaxValue) =>
        MarkdownText.Table(GateHeader, gates.Select(gate => (string[])
        [
            MarkdownText.Of(gate.Name, limit),
            gate.Report.Verdict.ToString(),
            gate.Report.Reason.ToString(),
            Number(gate.Report.Passed),
            Number(gate.Report.Failed),
            Number(gate.Report.Errored),
            Number(gate.Report.Planned),
            MarkdownText.Of(gate.Report.PolicySet, limit),
        ]));

    /// <summary>Returns the table of rules and findings about the evidence.</summary>
    public static string Rules(IEnumerable<(ReportGate Gate, GateItem Item)> items, int limit = int.MaxValue) =>
        MarkdownText.Table(RuleHeader, items.Select(one => (string[])
        [
            MarkdownText.Of(one.Gate.Name, limit),
            MarkdownText.Of(one.Item.Name, limit),
            one.Item.Verdict.ToString(),
            one.Item.Rule?.Value is double value ? value.ToString("0.####", CultureInfo.InvariantCulture) : "",
            one.Item.Rule?.Range ?? "",
            one.Item.Rule is RuleResult rule ? Number(rule.Count) : "",
            MarkdownText.Of(string.Join("; ", WordsOf(one.Item)), limit),
        ]));

    private static IEnumerable<string> WordsOf(GateItem item)
    {
        if (!item.HasPassed) yield return $"{item.Reason}: {item.Message}";
        if (item.Rule is { CorrectedText: { Length: > 0 } corrected }) yield return corrected;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Plural(long count, string noun) => FormattableString.Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");
}
