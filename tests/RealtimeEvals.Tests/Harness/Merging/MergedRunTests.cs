using System.Text.Json.Nodes;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Merging;

/// <summary>A run is divided by its journal and merged again: it is the same run.</summary>
public sealed class MergedRunTests
{
    [Theory(Timeout = 300_000)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(40)]
    public async Task Crawl_is_the_same_whatever_the_number_of_shards(int count)
    {
        await using var whole = new CrawlSetup("answer:wrong@crawl_004");
        whole.Options = whole.Options with { Trials = 2, MaximumCases = 6, SkipPlots = true };
        await whole.RunAsync(TestContext.Current.CancellationToken);

        await AssertSameAsync(whole.RunPath, count);
    }

    [Fact(Timeout = 300_000)]
    public async Task Walk_is_the_same()
    {
        await using var whole = new WalkSetup();
        string[] words = ["Hello there.", "Where is my order?", "I want a refund."];
        whole.UseRows([.. words.Select((text, index) => ($"call{index}", whole.WriteAudio($"{index}.wav", WalkSetup.Speak(text))))]);
        whole.Options = whole.Options with { Trials = 2, SkipPlots = true };
        await whole.RunAsync();

        await AssertSameAsync(whole.RunPath, 3);
    }

    [Fact(Timeout = 300_000)]
    public async Task Conversations_are_the_same()
    {
        await using var whole = new ConversationSetup();
        whole.Use("refund", "order_status", "change_of_mind").Change("order_status", simulation => simulation["trials"] = 3);
        whole.Options = whole.Options with { SkipPlots = true };
        await whole.RunAsync(TestContext.Current.CancellationToken);

        await AssertSameAsync(whole.RunPath, 3);
    }

    [Fact(Timeout = 300_000)]
    public async Task Refusal_smoke_is_the_same()
    {
        await using var sandbox = TestSandbox.Start("answer:wrong@row_002");
        using var whole = new RefusalSetup(sandbox.Target);
        whole.Options = whole.Options with { Trials = 2, SkipPlots = true };
        await whole.RunAsync(TestContext.Current.CancellationToken);

        await AssertSameAsync(Path.GetDirectoryName(whole.Files.PathOf("run.json"))!, 3);
    }

    [Fact(Timeout = 300_000)]
    public async Task Interviews_are_the_same_and_in_the_store()
    {
        await using var whole = new InterviewSetup();
        whole.Use(InterviewSetup.Clinic, InterviewSetup.Bakery);
        whole.Options = whole.Options with { SkipPlots = true };
        await whole.RunAsync(TestContext.Current.CancellationToken);

        await AssertSameAsync(whole.RunPath, 2);
    }

    private static async Task AssertSameAsync(string wholePath, int count)
    {
        using var setup = new MergeSetup(wholePath, count);
        EvalRunSummary summary = await setup.MergeAsync();
        var whole = new RunFiles(wholePath);

        // Where a run lies and when it was made is all that may differ, and here it was made at the same time.
        Assert.Equal(File.ReadAllText(whole.PathOf("summary.json")), File.ReadAllText(setup.Files.PathOf("summary.json")));
        Assert.Equal(whole.Table.Header, setup.Files.Table.Header);
        foreach (string column in whole.Table.Header.Where(column => column != "run_path"))
        {
            Assert.Equal(whole.Column(column), setup.Files.Column(column));
        }

        Assert.Equal(
            whole.JournalLines.Select(Bare).Order(StringComparer.Ordinal),
            setup.Files.JournalLines.Select(Bare).Order(StringComparer.Ordinal));
        AssertManifest(FolderStore.ReadManifest(wholePath)!, FolderStore.ReadManifest(setup.RunPath)!, count);
        AssertGates(wholePath, setup.RunPath);
        Assert.Equal(summary.Planned, summary.Passed + summary.Failed + summary.Errored + summary.Inconclusive);
    }

    private static void AssertManifest(RunManifest whole, RunManifest merged, int count)
    {
        Assert.Empty(whole.DifferencesFrom(merged.Settings));
        Assert.Equal(
            (whole.RunId, RunState.Completed, whole.Planned, whole.DataCases, whole.Finished, whole.StartedAt, whole.EndedAt),
            (merged.RunId, merged.State, merged.Planned, merged.DataCases, merged.Finished, merged.StartedAt, merged.EndedAt));
        Assert.Equal(
            Enumerable.Range(1, count).Select(index => FormattableString.Invariant($"{index}/{count}")),
            merged.MergedFrom!.Select(one => one.Shard));
        Assert.Equal(whole.Planned, merged.MergedFrom!.Sum(one => one.Cases));
        Assert.Null(whole.MergedFrom);
    }

    private static void AssertGates(string wholePath, string mergedPath)
    {
        GateOptions gate = Gated.Rehearsal("pass_rate >= 0");
        GateReport expected = gate.Evaluate(StoredRunEvidence.Read(wholePath));
        GateReport merged = gate.Evaluate(StoredRunEvidence.Read(mergedPath));
        Assert.Equal(expected.Verdict, merged.Verdict);
        Assert.Equal(expected.Findings, merged.Findings);
        Assert.Equal(expected.Rules.Select(rule => rule.Value), merged.Rules.Select(rule => rule.Value));
    }

    /// <summary>A line without its chain and the folder of its run.</summary>
    private static string Bare(string line)
    {
        var bare = JsonNode.Parse(line)!.AsObject();
        bare.Remove("chain");
        bare["run_path"] = "";
        foreach (JsonNode? turn in bare["turns"]?.AsArray() ?? []) turn!["run_path"] = "";
        return bare.ToJsonString();
    }
}
