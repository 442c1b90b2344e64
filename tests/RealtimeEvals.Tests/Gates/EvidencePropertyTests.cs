using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Gates;

/// <summary>Whatever is removed from evidence or corrupted in it, no gate that did not pass does so afterwards.</summary>
public sealed class EvidencePropertyTests(FinishedCrawl crawl, FinishedConversations conversations)
    : IClassFixture<FinishedCrawl>, IClassFixture<FinishedConversations>
{
    /// <summary>
    /// A word in the column of a filter is taken at its word: in rows, unlike in the folder of a run, nothing vouches for it.
    /// </summary>
    private static readonly string[] Words = ["/tags/"];

    [Fact]
    public void Harmed_folder_of_single_turns_lets_nothing_through() => HarmFolder(crawl, TightRules.OfTurns);

    [Fact]
    public void Harmed_folder_of_conversations_lets_nothing_through() => HarmFolder(conversations, TightRules.OfConversations);

    [Fact]
    public void Harmed_results_of_single_turns_let_nothing_more_through() =>
        HarmRows(crawl, Gated.Moved(crawl.Results), TightRules.OfTurns);

    [Fact]
    public void Harmed_results_of_conversations_let_nothing_more_through() =>
        HarmRows(conversations, Gated.Moved(conversations.Results), TightRules.OfConversations);

    [Fact]
    public void Harmed_table_of_single_turns_lets_nothing_more_through() =>
        HarmRows(crawl, Gated.TableRows(crawl.RunPath), TightRules.OfTurns);

    [Fact]
    public void Harmed_table_of_conversations_lets_nothing_more_through() =>
        HarmRows(conversations, Gated.TableRows(conversations.RunPath), TightRules.OfConversations);

    /// <summary>The files with hashes and the data count byte by byte; the manifest by what it says.</summary>
    private static void HarmFolder(IFinishedRun run, IEnumerable<string> metrics)
    {
        RunEvidence whole = StoredRunEvidence.Read(run.RunPath);
        GateOptions gate = TightRules.For(whole, run.DataPath, metrics);
        GateReport before = gate.Evaluate(whole);
        AssertAllVerdicts(before);
        Fuzz.ForAll(
            Harm.Any,
            harm =>
            {
                using var copy = new RunCopy(run);
                string[] files =
                [
                    .. EvidenceFiles.Names.Append("run.json").Append("run.json").Select(copy.PathOf),
                    Directory.Exists(copy.DataPath) ? Path.Combine(copy.DataPath, "sim_refund.json") : copy.DataPath,
                ];
                string file = files[harm.Part % files.Length];
                byte[] content = File.ReadAllBytes(file);
                harm.DoTo(file);
                bool isSame = File.Exists(file) && File.ReadAllBytes(file).AsSpan().SequenceEqual(content);

                GateReport after = copy.Evaluate(gate);

                bool isManifest = Path.GetFileName(file) == "run.json";
                if (!isManifest && !isSame)
                {
                    Assert.True(after.Verdict == GateVerdict.NotEvaluated && after.Findings.Count > 0, Path.GetFileName(file));
                }

                if (isManifest && after.Findings.Count == 0) Assert.Equal(Counting(run.RunPath), Counting(copy.RunPath));
                AssertNoRise(before, after, Path.GetFileName(file));
            },
            500);
    }

    /// <summary>What a manifest says that counts.</summary>
    private static string Counting(string runPath)
    {
        RunManifest manifest = FolderStore.ReadManifest(runPath)!;
        return string.Join(
            '|',
            manifest.RunId,
            manifest.Planned,
            manifest.State,
            manifest.Provider,
            string.Join('|', EvidenceFiles.Names.Select(name => manifest.EvidenceSha256[name])));
    }

    private static void HarmRows(IFinishedRun run, IReadOnlyList<JsonNode> whole, IEnumerable<string> metrics)
    {
        GateOptions gate = TightRules.For(
            Assert.Single(EvidenceReader.Read(whole.Select(row => EvidenceRow.Of(JsonSerializer.SerializeToElement(row))))),
            run.DataPath,
            metrics);
        GateReport before = Assert.Single(gate.Evaluate(whole));
        AssertAllVerdicts(before);
        Fuzz.ForAll(
            Harm.Some(
                HarmKind.DeleteLine, HarmKind.DuplicateLine, HarmKind.SwapLines,
                HarmKind.Remove, HarmKind.Remove, HarmKind.Blank, HarmKind.Blank, HarmKind.Garble, HarmKind.Garble),
            harm =>
            {
                List<JsonNode> rows = [.. whole.Select(row => row.DeepClone())];
                string place = harm.DoTo(
                    rows,
                    path => Words.Any(word => path.StartsWith(word, StringComparison.Ordinal))
                        || (harm.Kind == HarmKind.Garble && path == "/tags"));
                foreach (GateReport after in gate.Evaluate(rows)) AssertNoRise(before, after, place);
            },
            2_000);
    }

    private static void AssertNoRise(GateReport before, GateReport after, string place)
    {
        for (int rule = 0; rule < before.Rules.Count; rule++)
        {
            if (TightRules.Alone(before, rule) != GateVerdict.Passed && TightRules.Alone(after, rule) == GateVerdict.Passed)
                Assert.Fail($"{place}: {before.Rules[rule]} became {after.Rules[rule]}");
        }
    }

    /// <summary>
    /// Makes sure that there is something to lose: rules that hold, that fail and that cannot be told, on evidence that is whole.
    /// </summary>
    private static void AssertAllVerdicts(GateReport report)
    {
        Assert.Empty(report.Findings);
        Assert.All(Enum.GetValues<GateVerdict>(), verdict => Assert.Contains(report.Rules, rule => rule.Verdict == verdict));
    }
}
