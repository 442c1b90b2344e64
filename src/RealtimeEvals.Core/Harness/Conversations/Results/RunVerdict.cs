using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Conversations.Results;

/// <summary>Decides the outcome of a whole run: errors come before inconclusive conversations, and those before failures.</summary>
internal static class RunVerdict
{
    /// <summary>
    /// Returns Pass only if every planned conversation was held and every valid one passed. The share of callers that broke a rule may not
    /// exceed the limit.
    /// </summary>
    public static Outcome Of(RunManifest manifest, IReadOnlyCollection<ConversationResult> conversations)
    {
        if (conversations.Any(conversation => conversation.Outcome == Outcome.Error)) return Outcome.Error;
        if (manifest.State != RunState.Completed || conversations.Count != manifest.Planned || conversations.Count == 0)
        {
            return Outcome.Inconclusive;
        }

        if (ShareOfInvalid(conversations) > (double)manifest.Settings[ConversationRunSettings.InvalidCallerLimit]!)
        {
            return Outcome.Inconclusive;
        }

        ConversationResult[] valid = [.. conversations.Where(conversation => conversation.CallerFindings.Count == 0)];
        if (valid.Any(conversation => conversation.Outcome == Outcome.Fail)) return Outcome.Fail;
        return valid.Length > 0 && valid.All(conversation => conversation.Outcome == Outcome.Pass) ? Outcome.Pass : Outcome.Inconclusive;
    }

    /// <summary>Returns the share of conversations in which the caller broke a rule, 0 to 1.</summary>
    public static double ShareOfInvalid(IReadOnlyCollection<ConversationResult> conversations) =>
        conversations.Count == 0
            ? 0
            : (double)conversations.Count(conversation => conversation.CallerFindings.Count > 0) / conversations.Count;
}
