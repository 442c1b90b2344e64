using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;

namespace RealtimeEvals.Tests.Gates;

/// <summary>
/// Rules that fail by a hair on either side, so that one of them would hold as soon as a value changes unnoticed; and some that hold, or
/// cannot be told.
/// </summary>
public static class TightRules
{
    private static readonly string[] Counts =
        ["cases", "planned", "passed", "failed", "errored", "inconclusive", "skipped", "pass_rate", "fail_rate", "error_rate"];

    private static readonly string[] Figures =
    [
        "latency_first_audio_ms_min", "latency_first_audio_ms_mean", "latency_first_text_ms_mean",
        "latency_response_done_ms_p95", "latency_response_done_ms_mean", "end_of_speech_to_first_audio_ms_mean",
        "speech_ms_total", "duration_ms_n", "duration_ms_mean", "input_tokens_total", "cached_tokens_total",
        "output_tokens_mean", "output_audio_tokens_mean", "output_text_tokens_mean", "cost_usd_total",
        "tool_call_correctness_mean", "tool_call_arg_correctness_mean", "grade_mean", "grade_n", "happiness_mean",
    ];

    /// <summary>Metrics of single turns.</summary>
    public static IReadOnlyList<string> OfTurns { get; } =
        [.. Counts, .. Figures, "repeated_tool_calls_total", "attempts_max", "case_number_mean", "input_text_tokens_mean"];

    /// <summary>Metrics of conversations.</summary>
    public static IReadOnlyList<string> OfConversations { get; } =
    [
        .. Counts, .. Figures, "pass^1", "pass^2", "pass^3", "goal_completion_grade_mean", "brief_reply_grade_mean",
        "brief_reply_grade_n", "correct_readback_grade_mean", "tool_call_grade_mean", "goal_reached_rate",
        "expected_tools_called_rate", "expected_arguments_given_rate", "final_state_reached_rate",
        "turn_count_total", "trial_max", "caller_output_tokens_total", "tool_result_to_first_audio_ms_max",
        "pass_rate[tag=refund]", "grade_mean[tag=refund]", "latency_response_done_ms_p50[tag=privacy]",
        "final_state_reached_rate[tag=refund]", "chunk_ms_mean", "is_judged_rate", "conversation_number_max",
    ];

    /// <summary>A gate with rules that hold, fail and cannot be told on this evidence.</summary>
    public static GateOptions For(RunEvidence run, string dataPath, IEnumerable<string> metrics)
    {
        GateOptions probe = Gated.Rehearsal([.. metrics.Select(metric => $"{metric} >= -1e300")]) with { DataPath = dataPath };
        GateReport report = probe.Evaluate(run);
        string[] rules =
            [.. report.Rules.SelectMany(rule => Around(rule.Rule[..rule.Rule.IndexOf('>', StringComparison.Ordinal)], rule.Value))];
        return probe with { Rules = Gated.Rules([.. rules, "errored == 0 (n >= 1000)"]) };
    }

    /// <summary>What a gate with this rule alone would say.</summary>
    public static GateVerdict Alone(GateReport report, int rule) =>
        report.Findings.Count > 0 ? GateVerdict.NotEvaluated : report.Rules[rule].Verdict;

    private static string[] Around(string metric, double? value) => value is double bound
        ? [
            FormattableString.Invariant($"{metric} > {bound:R}"),
            FormattableString.Invariant($"{metric} < {bound:R}"),
            FormattableString.Invariant($"{metric} != {bound:R}"),
            FormattableString.Invariant($"{metric} == {bound:R}"),
        ]
        : [$"{metric} >= -1e300", $"{metric} <= 1e300"];
}
