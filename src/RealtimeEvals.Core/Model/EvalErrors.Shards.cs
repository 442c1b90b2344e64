namespace RealtimeEvals.Model;

/// <content>Errors of shards and their merging.</content>
public static partial class EvalErrors
{
    /// <summary>Returns the error for runs that are not all shards of one plan, each of them once and whole; nothing was written.</summary>
    /// <param name="problems">One sentence for each problem.</param>
    /// <param name="target">The name of the run that was to be made.</param>
    public static EvalException ShardsDoNotFit(IReadOnlyList<string> problems, string target) => new(
        nameof(ShardsDoNotFit), ErrorKind.Usage, $"Nothing was merged. {string.Join(" ", problems)}",
        "Run or resume the shards that are named, all of them with the same settings and data, and merge them then.", target);
}
