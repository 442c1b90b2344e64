using System.Buffers;
using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using RealtimeEvals.Gates;

namespace RealtimeEvals.PowerShell.Completion;

/// <summary>
/// Completes rules of gates: whole examples, or the metric of a partly typed rule. The text after the metric stays unchanged.
/// </summary>
public sealed class RuleCompleter : IArgumentCompleter
{
    private static readonly string[] Examples =
    [
        "pass_rate >= 0.95",
        "pass_rate_low >= 0.9",
        "errored == 0",
        "grade_mean >= 0.95",
        "latency_first_audio_ms_p95 <= 1200",
        "cost_usd_total <= 5",
        "goal_reached_rate >= 0.9",
    ];

    private static readonly SearchValues<char> EndOfMetric = SearchValues.Create(" [<>=!");

    /// <summary>Parts of the names of metrics for which smaller values are better.</summary>
    private static readonly string[] Costs =
        ["latency", "_ms_", "cost", "token", "fail", "error", "inconclusive", "skipped", "false_turns", "repeated", "flaky", "attempts"];

    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string typed = CompletionWord.Typed(wordToComplete);
        int end = typed.AsSpan().IndexOfAny(EndOfMetric);
        string rest = end < 0 ? "" : typed[end..];
        string metric = end < 0 ? typed : typed[..end];
        IEnumerable<string> rules = MetricNames.All
            .Where(name => name.StartsWith(metric, StringComparison.OrdinalIgnoreCase))
            .Select(name => name + (rest.Length > 0 ? rest : Comparison(name)));
        if (rest.Length == 0)
        {
            rules = Examples.Where(example => example.StartsWith(metric, StringComparison.OrdinalIgnoreCase)).Concat(rules);
        }

        return [.. rules.Select(rule => CompletionWord.Offer(rule, GateRule.Syntax, wordToComplete))];
    }

    private static string Comparison(string name) => Costs.Any(cost => name.Contains(cost, StringComparison.Ordinal)) ? " <= " : " >= ";
}
