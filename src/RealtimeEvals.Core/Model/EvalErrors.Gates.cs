namespace RealtimeEvals.Model;

/// <content>Errors of gates and their rules.</content>
public static partial class EvalErrors
{
    /// <summary>Returns the error for a gate rule that cannot be parsed.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="position">The position in the rule, from 1.</param>
    /// <param name="expected">What was expected at that position.</param>
    public static EvalException InvalidRule(string rule, int position, string expected) => new(
        nameof(InvalidRule), ErrorKind.Usage,
        FormattableString.Invariant($"The rule '{rule}' cannot be read at position {position}: expected {expected}."),
        "Write metric >= number, for example pass_rate >= 0.95 or latency_first_audio_ms_p95[condition=noise:10] <= 1200 (n >= 30).", rule);

    /// <summary>Returns the error for a rule about a metric that the run cannot have.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="name">The metric, or the column in its brackets.</param>
    /// <param name="harness">The harness of the run; empty for any.</param>
    /// <param name="nearest">The most similar names.</param>
    public static EvalException UnknownMetric(string rule, string name, string harness, IReadOnlyList<string> nearest) => new(
        nameof(UnknownMetric), ErrorKind.Usage,
        $"The rule '{rule}' is about '{name}', which {(harness.Length > 0 ? $"a run of {harness} does not have" : "no run can have")}; "
        + $"the nearest names are {string.Join(", ", nearest)}.",
        "Write a count such as pass_rate, or a column of results.csv with a statistic, such as latency_first_audio_ms_p95; "
        + "docs/gates.md lists both.", rule);

    /// <summary>Returns the error for several gate rules that cannot be parsed.</summary>
    /// <param name="problems">One sentence for each.</param>
    public static EvalException InvalidRules(IReadOnlyList<string> problems) => new(
        nameof(InvalidRules), ErrorKind.Usage, string.Join(" ", problems), "Write metric >= number, for example pass_rate >= 0.95.");

    /// <summary>Returns the error for a set of rules that the policy lacks, or that must be named because there are several.</summary>
    public static EvalException PolicySetNotFound(string path, string set, string known) => new(
        nameof(PolicySetNotFound), ErrorKind.Usage,
        set.Length == 0 ? $"The policy '{path}' has several sets of rules and none is named." : $"The policy '{path}' has no set '{set}'.",
        $"Name one of {known}.", path);

    /// <summary>Returns the error for a run that did not pass its gate.</summary>
    /// <param name="report">The result of the gate.</param>
    public static EvalException EvalGateFailed(GateReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new EvalException(
            nameof(EvalGateFailed), ErrorKind.Gate, $"The gate did not pass. {report}",
            "Look at the reasons; docs/gates.md explains each of them.", report.RunId);
    }
}
