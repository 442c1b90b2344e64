using RealtimeEvals.Harness.Conversations.Plan;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Conversations.Results;

/// <summary>Decides a whole run: what is broken comes before what is doubtful, and that before what is bad.</summary>
internal static class RunVerdict
{
    /// <summary>
    /// Pass only when every planned conversation was held and passed; as many callers as the limit allows may have broken a rule.
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

    /// <summary>The share of conversations whose caller broke a rule.</summary>
    public static double ShareOfInvalid(IReadOnlyCollection<ConversationResult> conversations) =>
        conversations.Count == 0
            ? 0
            : (double)conversations.Count(conversation => conversation.CallerFindings.Count > 0) / conversations.Count;
}
