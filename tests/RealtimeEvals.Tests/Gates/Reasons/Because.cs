using RealtimeEvals.Model;
using Xunit;

namespace RealtimeEvals.Tests.Gates.Reasons;

/// <summary>Says why a gate did not pass.</summary>
internal static class Because
{
    /// <summary>Asserts that the evidence allowed no verdict, first of all for this reason.</summary>
    public static void NotEvaluated(GateReport report, GateReason reason) => Says(report, GateVerdict.NotEvaluated, reason);

    /// <summary>Asserts verdict, reason and that both are said in words.</summary>
    public static void Says(GateReport report, GateVerdict verdict, GateReason reason)
    {
        Assert.True((verdict, reason) == (report.Verdict, report.Reason), report.ToString());
        Assert.NotEqual(GateVerdict.Passed, report.Verdict);
        Assert.StartsWith($"{reason}: ", report.Message, StringComparison.Ordinal);
        Assert.Contains(reason, report.Findings.Select(finding => finding.Reason).Concat(report.Rules.Select(rule => rule.Reason)));
    }

    /// <summary>Asserts that the gate lets the evidence through, so that what is changed next is the reason.</summary>
    public static void Nothing(GateReport report) =>
        Assert.True(
            report.Verdict == GateVerdict.Passed && report.Reason == GateReason.None && report.Message.Length == 0, report.ToString());
}
