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

    /// <summary>Returns a sentence when so many callers broke a rule that the run is inconclusive; otherwise nothing.</summary>
    /// <param name="conversations">The conversations.</param>
    /// <param name="limit">The share that is accepted, 0 to 1.</param>
    /// <param name="noun">What they are called, in the plural.</param>
    /// <param name="caller">What the caller is called.</param>
    /// <param name="advice">What to look at.</param>
    public static IEnumerable<string> FindInvalid(
        IReadOnlyCollection<ConversationResult> conversations, double limit, string noun, string caller, string advice)
    {
        int invalid = conversations.Count(conversation => conversation.CallerFindings.Count > 0);
        if ((double)invalid / Math.Max(1, conversations.Count) <= limit) yield break;
        yield return FormattableString.Invariant($"In {invalid} of {conversations.Count} {noun} the {caller} broke a rule; ")
            + FormattableString.Invariant($"more than {limit:P0} make the run inconclusive. {advice}");
    }

    /// <summary>Returns the share of conversations in which the caller broke a rule, 0 to 1.</summary>
    public static double ShareOfInvalid(IReadOnlyCollection<ConversationResult> conversations) =>
        conversations.Count == 0
            ? 0
            : (double)conversations.Count(conversation => conversation.CallerFindings.Count > 0) / conversations.Count;
}
