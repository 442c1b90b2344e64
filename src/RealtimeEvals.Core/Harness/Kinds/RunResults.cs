using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Harness.Kinds;

/// <summary>The results of a stored run, as the run gave them.</summary>
public static class RunResults
{
    /// <summary>Gives the results of a run one by one, in the order of the data, with absolute paths.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="allAttempts">Whether results of a case that a newer one replaced are given too.</param>
    /// <param name="isWanted">Whether a result is wanted.</param>
    /// <param name="take">Takes a result.</param>
    /// <exception cref="EvalException">
    /// <c>RunNotFound</c>: there is no run, or it is of an unknown kind. <c>RunIsNewer</c>. <c>JournalChanged</c> or <c>InvalidInput</c>:
    /// its journal was changed, in the line that is named, or cannot be read.
    /// </exception>
    public static void Read(string runPath, bool allAttempts, Func<ResultTraits, bool> isWanted, Action<ICaseResult> take)
    {
        ArgumentNullException.ThrowIfNull(isWanted);
        ArgumentNullException.ThrowIfNull(take);
        if (RunStores.Find(runPath) is not IStoredRun run || HarnessKinds.Find(run.Manifest.Harness) is not HarnessKind kind)
        {
            throw EvalErrors.RunNotFound(runPath);
        }

        foreach (IStoredResult result in allAttempts ? kind.ReadAll(run) : kind.Read(run))
        {
            if (isWanted(ResultTraits.Of(result))) take(result.At(run.Path).Rooted());
        }
    }
}

/// <summary>By what a result can be chosen.</summary>
/// <param name="Names">The names of the case: its id, and with its trial where it has several.</param>
/// <param name="Outcome">Its verdict.</param>
/// <param name="Tags">Its tags.</param>
public sealed record ResultTraits(IReadOnlyList<string> Names, Outcome Outcome, IReadOnlyList<string> Tags)
{
    /// <summary>Returns those of a result.</summary>
    internal static ResultTraits Of(IStoredResult result)
    {
        CaseKey key = result.GetKey();
        string[] names = result is ConversationResult { ConversationId: string id }
            ? [key.CaseId, id]
            : [key.CaseId, key.NameOf(Math.Max(2, key.Trial))];
        return new(names, result.Outcome, TagsOf(result));
    }

    private static IReadOnlyList<string> TagsOf(IStoredResult result) => result switch
    {
        SingleTurnResult turn => [.. turn.Tags],
        ConversationResult conversation => [.. conversation.Tags],
        _ => [],
    };
}
