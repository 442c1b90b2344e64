using RealtimeEvals.Model;

namespace RealtimeEvals.Reporting;

/// <summary>A gate as shown in reports: its rules and its findings about the evidence.</summary>
internal sealed class ReportGate
{
    public ReportGate(GateReport report)
    {
        Report = report;
        GateItem[] items = [.. report.Rules.Select(Of), .. report.Findings.Select(Of)];
        // A report that has lost its rules must not look flawless.
        bool isTold = items.Length > 0 && (report.Verdict == GateVerdict.Passed || items.Any(item => !item.HasPassed));
        GateVerdict verdict = items.Length > 0 ? report.Verdict : GateVerdict.NotEvaluated;
        Items = isTold
            ? items
            : [.. items, new GateItem("verdict", verdict, report.Reason, Sentence(report.Message, report.Reason))];
    }

    public GateReport Report { get; }

    /// <summary>The display name of the run; never empty.</summary>
    public string Name => Report.RunId.Length > 0 ? ReportText.Clean(Report.RunId) : "no run";

    /// <summary>The entries; at least one.</summary>
    public IReadOnlyList<GateItem> Items { get; }

    /// <summary>Whether the gate and all of its entries passed.</summary>
    public bool HasPassed => Report.Verdict == GateVerdict.Passed && Items.All(item => item.HasPassed);

    private static GateItem Of(RuleResult rule)
    {
        string message = rule.Verdict == GateVerdict.Passed ? "" : Sentence(rule.Message, rule.Reason);
        return new GateItem(ReportText.Clean(rule.Rule), rule.Verdict, rule.Reason, message) { Rule = rule };
    }

    private static GateItem Of(GateFinding finding) =>
        new($"evidence: {finding.Reason}", GateVerdict.NotEvaluated, finding.Reason, Sentence(finding.Message, finding.Reason));

    private static string Sentence(string message, GateReason reason) => message.Length > 0 ? ReportText.Clean(message) : $"{reason}";
}
