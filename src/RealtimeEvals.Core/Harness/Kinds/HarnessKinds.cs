using RealtimeEvals.Harness.Conversations;
using RealtimeEvals.Harness.Crawl;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Harness.Walk;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Harness.Kinds;

/// <summary>Every kind of run.</summary>
public static class HarnessKinds
{
    /// <summary>The kinds, in the order in which they came to be.</summary>
    public static IReadOnlyList<HarnessKind> All { get; } =
        [CrawlHarness.OfCrawl, WalkHarness.OfWalk, ConversationHarness.OfConversations, RefusalHarness.OfRefusals];

    /// <summary>The kind of that name; null for none.</summary>
    public static HarnessKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>Sums a run of any kind up from its journal, which must be as the run left it.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <exception cref="EvalException">
    /// <c>RunNotFound</c>: there is no run, or one of a kind that is not known. <c>JournalChanged</c> or <c>InvalidInput</c>: its journal
    /// has been changed or cannot be read.
    /// </exception>
    public static EvalRunSummary Summarize(string runPath) =>
        RunStores.Find(runPath) is IStoredRun run && Find(run.Manifest.Harness) is HarnessKind kind
            ? EvalRunSummary.Of(run.Manifest, runPath, kind.Read(run))
            : throw EvalErrors.RunNotFound(runPath);
}
