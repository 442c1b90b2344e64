namespace RealtimeEvals.Model;

/// <content>Errors of gates and their rules.</content>
public static partial class EvalErrors
{
    /// <summary>A rule of a gate could not be understood.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="position">The place in it, from 1.</param>
    /// <param name="expected">What should stand there.</param>
    public static EvalException InvalidRule(string rule, int position, string expected) => new(
        nameof(InvalidRule), ErrorKind.Usage,
        FormattableString.Invariant($"The rule '{rule}' cannot be read at position {position}: expected {expected}."),
        "Write metric >= number, for example pass_rate >= 0.95 or latency_first_audio_ms_p95[condition=noise:10] <= 1200 (n >= 30).", rule);

    /// <summary>A rule is about something that no run can have.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="name">The metric, or the column in its brackets.</param>
    /// <param name="harness">The harness whose run it would be about; empty for any.</param>
    /// <param name="nearest">The names that are most like it.</param>
    public static EvalException UnknownMetric(string rule, string name, string harness, IReadOnlyList<string> nearest) => new(
        nameof(UnknownMetric), ErrorKind.Usage,
        $"The rule '{rule}' is about '{name}', which {(harness.Length > 0 ? $"a run of {harness} does not have" : "no run can have")}; "
        + $"the nearest names are {string.Join(", ", nearest)}.",
        "Write a count such as pass_rate, or a column of results.csv with a statistic, such as latency_first_audio_ms_p95; "
        + "docs/gates.md lists both.", rule);

    /// <summary>Several rules of a gate could not be understood.</summary>
    /// <param name="faults">One sentence for each.</param>
    public static EvalException InvalidRules(IReadOnlyList<string> faults) => new(
        nameof(InvalidRules), ErrorKind.Usage, string.Join(" ", faults), "Write metric >= number, for example pass_rate >= 0.95.");

    /// <summary>The policy has no such set of rules, or several and none was named.</summary>
    public static EvalException PolicySetNotFound(string path, string set, string known) => new(
        nameof(PolicySetNotFound), ErrorKind.Usage,
        set.Length == 0 ? $"The policy '{path}' has several sets of rules and none is named." : $"The policy '{path}' has no set '{set}'.",
        $"Name one of {known}.", path);

    /// <summary>A gate did not let a run through.</summary>
    /// <param name="report">What the gate says.</param>
    public static EvalException EvalGateFailed(GateReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new EvalException(
            nameof(EvalGateFailed), ErrorKind.Gate, $"The gate did not pass. {report}",
            "Look at the reasons; docs/gates.md explains each of them.", report.RunId);
    }
}
