using RealtimeEvals.Model;

namespace RealtimeEvals.Reporting;

/// <summary>One entry of a report about a gate: a rule, a finding about the evidence, or the verdict itself.</summary>
/// <param name="Name">The rule as it was written, or the subject of the finding.</param>
/// <param name="Verdict">The verdict of the entry.</param>
/// <param name="Reason">Why the entry did not pass.</param>
/// <param name="Message">The reason in one line; empty only when the entry passed.</param>
internal sealed record GateItem(string Name, GateVerdict Verdict, GateReason Reason, string Message)
{
    /// <summary>The result of the rule; null when the entry is not a rule.</summary>
    public RuleResult? Rule { get; init; }

    public bool HasPassed => Verdict == GateVerdict.Passed;

    /// <summary>The kind of failure, in one word.</summary>
    public string Kind => Verdict == GateVerdict.Failed ? "gate_failed" : "gate_not_evaluated";
}
