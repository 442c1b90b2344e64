namespace RealtimeEvals.Sandbox.Faults;

/// <summary>The requests of a hosted evaluation at which a fault can happen.</summary>
internal static class HostedStage
{
    public const string Upload = "upload";
    public const string Eval = "eval";
    public const string Run = "run";
    public const string Poll = "poll";
    public const string Items = "items";
    public const string Cancel = "cancel";
    public const string Delete = "delete";

    private static readonly string[] All = [Upload, Eval, Run, Poll, Items, Cancel, Delete];

    /// <summary>Whether the value of a fault is an outcome of the run, which only a poll can report, rather than of one request.</summary>
    public static bool IsOutcome(string value) => value is "failed" or "canceled" or "expired" or "stuck" or "partial";

    /// <summary>Returns what is wrong with the stage of a fault; null when nothing is.</summary>
    public static string? ProblemOf(string value, string stage)
    {
        if (stage.Length == 0) return null;
        if (!All.Contains(stage, StringComparer.Ordinal)) return $"hosted happens at a stage: {string.Join(", ", All)}.";
        return IsOutcome(value) && stage != Poll ? $"The value '{value}' is what polls tell; leave '@{stage}' out." : null;
    }
}
