using RealtimeEvals.Harness.Conversations;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness;

/// <summary>A run in its folder, of whatever harness.</summary>
public static class StoredRun
{
    /// <summary>Sums a run up from its journal, which must be as the run left it.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <exception cref="EvalException">
    /// <c>RunNotFound</c>, or <c>InvalidInput</c>: its journal has been changed or cannot be read.
    /// </exception>
    public static EvalRunSummary Summarize(string runPath)
    {
        RunManifest manifest = RunFolder.ReadManifest(runPath) ?? throw EvalErrors.RunNotFound(runPath);
        return EvalRunSummary.Of(manifest, runPath, manifest.Harness switch
        {
            ConversationHarness.HarnessName => Newest<ConversationResult>(runPath, manifest),
            RefusalHarness.HarnessName => Newest<RefusalResult>(runPath, manifest),
            "walk" => Newest<WalkResult>(runPath, manifest),
            _ => Newest<CrawlResult>(runPath, manifest),
        });
    }

    /// <summary>A case that was run again stands in the journal more than once; the last time counts.</summary>
    private static IStoredResult[] Newest<T>(string runPath, RunManifest manifest)
        where T : IStoredResult =>
        [
            .. Journal<T>.Read(runPath, manifest)
                .GroupBy(entry => entry.GetCaseId(), StringComparer.Ordinal)
                .Select(group => (IStoredResult)group.Last()),
        ];
}
