using RealtimeEvals.Model;

namespace RealtimeEvals.Cli;

/// <summary>Writes the result of a gate for people to read.</summary>
internal static class GateOutput
{
    /// <summary>Writes a line for each rule and each finding, then the verdict.</summary>
    public static async Task WriteAsync(TerminalStream target, GateReport report)
    {
        foreach (RuleResult rule in report.Rules) await target.WrappedAsync($"  {rule}");
        foreach (GateFinding finding in report.Findings) await target.WrappedAsync($"  {finding}");
        string run = report.RunId.Length > 0 ? report.RunId : "no run";
        string counts = FormattableString.Invariant(
            $"{report.Passed} passed, {report.Failed} failed, {report.Errored} errored, {report.Inconclusive} inconclusive");
        string rest = FormattableString.Invariant($"{report.Skipped} skipped of {report.Planned} planned");
        string part = report.DataCases > report.Planned
            ? FormattableString.Invariant($", a part of the {report.DataCases} cases of the data")
            : "";
        await target.LineAsync(FormattableString.Invariant($"Gate {report.Verdict} for {run}: {counts}, {rest}{part}."));
    }
}
