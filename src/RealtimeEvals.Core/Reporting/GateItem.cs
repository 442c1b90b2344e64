using RealtimeEvals.Model;

namespace RealtimeEvals.Reporting;

/// <summary>One line of a report about a gate: a rule, something about the evidence, or the verdict itself.</summary>
/// <param name="Name">The rule as it was written, or what it is about.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Reason">Why it did not pass.</param>
/// <param name="Message">The same in one line; empty only when it passed.</param>
internal sealed record GateItem(string Name, GateVerdict Verdict, GateReason Reason, string Message)
{
    /// <summary>The rule, where it is one.</summary>
    public RuleResult? Rule { get; init; }

    /// <summary>Whether it passed.</summary>
    public bool HasPassed => Verdict == GateVerdict.Passed;

    /// <summary>How it did not pass, in one word.</summary>
    public string Kind => Verdict == GateVerdict.Failed ? "gate_failed" : "gate_not_evaluated";
}
