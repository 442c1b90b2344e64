using RealtimeEvals.Harness.Conversations;
using RealtimeEvals.Harness.Crawl;
using RealtimeEvals.Harness.Interviews;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Harness.Walk;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Harness.Kinds;

/// <summary>All kinds of runs.</summary>
public static class HarnessKinds
{
    /// <summary>The kinds, in the order in which they were added.</summary>
    public static IReadOnlyList<HarnessKind> All { get; } =
    [
        CrawlHarness.OfCrawl,
        WalkHarness.OfWalk,
        ConversationHarness.OfConversations,
        RefusalHarness.OfRefusals,
        InterviewHarness.OfInterviews,
    ];

    /// <summary>Returns the kind with that name; null when there is none.</summary>
    public static HarnessKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>Summarizes a run of any kind from its journal, which must be unchanged.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <exception cref="EvalException">
    /// <c>RunNotFound</c>: there is no run, or it is of an unknown kind. <c>JournalChanged</c> or <c>InvalidInput</c>: its journal was
    /// changed or cannot be read.
    /// </exception>
    public static EvalRunSummary Summarize(string runPath) =>
        RunStores.Find(runPath) is IStoredRun run && Find(run.Manifest.Harness) is HarnessKind kind
            ? EvalRunSummary.Of(run.Manifest, runPath, RunFigures.Of(kind.Read(run)))
            : throw EvalErrors.RunNotFound(runPath);
}
