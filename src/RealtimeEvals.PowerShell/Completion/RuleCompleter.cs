namespace RealtimeEvals.PowerShell.Completion;

/// <summary>Completes rules of gates.</summary>
public sealed class RuleCompleter : CatalogCompleter
{
    private static readonly string[] Examples =
        ["'pass_rate >= 0.95'", "'errored == 0'", "'grade_mean >= 0.95'", "'latency_first_audio_ms_p95 <= 1200'", "'cost_usd_total <= 5'", "'goal_reached_rate >= 0.9'"];

    /// <inheritdoc />
    protected override IEnumerable<(string Word, string ToolTip)> Words() => Examples.Select(rule => (rule, Gates.GateRule.Syntax));
}
