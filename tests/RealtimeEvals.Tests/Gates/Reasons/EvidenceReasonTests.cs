using System.Text.Json.Nodes;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Gates.Reasons;

/// <summary>Reasons that lie in the evidence not being whole.</summary>
public sealed class EvidenceReasonTests(FinishedCrawl run) : IClassFixture<FinishedCrawl>
{
    private static readonly GateOptions Gate = Gated.Rehearsal("errored == 0");

    [Fact]
    public void NoEvidence() => Because.NotEvaluated(Assert.Single(Gate.Evaluate([])), GateReason.NoEvidence);

    [Fact]
    public void EvidenceUnreadable()
    {
        AssertAfter(GateReason.EvidenceUnreadable, copy => File.Delete(copy.PathOf("run.json")));
        AssertAfter(GateReason.EvidenceUnreadable, copy => File.Delete(copy.PathOf("journal.jsonl")));
        AssertAfter(GateReason.EvidenceUnreadable, copy => File.WriteAllText(copy.PathOf("journal.jsonl"), "[]\n"));
        AssertAfter(GateReason.EvidenceUnreadable, copy => Directory.Delete(copy.RunPath, recursive: true));
        foreach (string name in new[] { "run_id", "provider", "settings", "evidence_sha256", "error" })
        {
            AssertAfter(GateReason.EvidenceUnreadable, copy => copy.ChangeManifest(manifest => manifest[name] = null));
        }

        foreach (string twice in new[] { "state", "st\\u0061te", "finished", "settings" })
            AssertAfter(
                GateReason.EvidenceUnreadable,
                copy => AddFirst(
                    copy.PathOf("run.json"),
                    $"\"{twice}\":{(twice is "finished" ? "0" : twice is "settings" ? "{}" : "\"running\"")},"));
        AssertAfter(
            GateReason.EvidenceUnreadable,
            copy => copy.RewriteLines(text => text.Replace("{\"", "{\"outcome\":\"fail\",\"", StringComparison.Ordinal)));
        AssertAfter(
            GateReason.EvidenceUnreadable, copy => copy.RewriteLines(text => text.Replace("\n", " {}\n", StringComparison.Ordinal)));
        foreach (string outcome in new[] { "", "passed", "1", "9" })
        {
            AssertRows(GateReason.EvidenceUnreadable, rows => rows[0]["outcome"] = outcome);
        }

        AssertRows(GateReason.EvidenceUnreadable, rows => rows[0]["case_id"] = "");
    }

    [Fact]
    public void EvidenceChanged()
    {
        foreach (string name in EvidenceFiles.Names)
        {
            AssertAfter(GateReason.EvidenceChanged, copy => File.AppendAllText(copy.PathOf(name), "\n"));
            AssertAfter(
                GateReason.EvidenceChanged, copy => copy.ChangeManifest(manifest => manifest["evidence_sha256"]!.AsObject().Remove(name)));
            AssertAfter(GateReason.EvidenceChanged, copy => copy.ChangeManifest(manifest => manifest["evidence_sha256"]![name] = ""));
        }

        AssertAfter(GateReason.EvidenceChanged, copy => File.Delete(copy.PathOf("results.csv")));
        AssertAfter(GateReason.EvidenceChanged, copy => copy.ChangeManifest(manifest => manifest["run_id"] = "other"));
        AssertAfter(GateReason.EvidenceChanged, copy => copy.ChangeManifest(manifest => manifest["provider"] = "api.openai.com"));
    }

    [Fact]
    public void EmptyRun() => AssertAfter(
        GateReason.EmptyRun,
        copy => copy.RewriteJournal(lines => lines.Clear()).ChangeManifest(manifest =>
        {
            manifest["planned"] = 0;
            manifest["finished"] = 0;
        }));

    [Fact]
    public void UnfinishedRun()
    {
        foreach (string state in new[] { "running", "cancelled", "failed" })
        {
            AssertAfter(GateReason.UnfinishedRun, copy => copy.ChangeManifest(manifest => manifest["state"] = state));
        }

        AssertAfter(GateReason.UnfinishedRun, copy => copy.ChangeManifest(manifest => manifest.Remove("state")));
        AssertAfter(GateReason.UnfinishedRun, copy => copy.ChangeManifest(manifest => manifest["error"] = "the disk is full"));
        AssertRows(GateReason.UnfinishedRun, rows => rows[0]["outcome"] = "skipped");
    }

    [Fact]
    public void CountsDiffer()
    {
        AssertAfter(GateReason.CountsDiffer, copy => copy.RewriteJournal(lines => lines.RemoveAt(3)));
        AssertAfter(GateReason.CountsDiffer, copy => copy.RewriteJournal(lines => lines.Clear()));
        AssertAfter(GateReason.CountsDiffer, copy => copy.ChangeManifest(manifest => manifest["planned"] = 5));
        AssertAfter(GateReason.CountsDiffer, copy => copy.ChangeManifest(manifest => manifest["finished"] = 3));
        AssertRows(GateReason.CountsDiffer, rows => rows.RemoveAt(0));
        AssertRows(GateReason.CountsDiffer, rows => rows.Add(rows[0].DeepClone()));
        AssertRows(GateReason.CountsDiffer, rows => rows[5]["case_id"] = "CRAWL_001");
        AssertRows(GateReason.CountsDiffer, rows => rows[5]["planned"] = 7);
        AssertRows(GateReason.CountsDiffer, rows => rows.ForEach(row => row.AsObject().Remove("planned")));
    }

    [Fact]
    public void PartialData()
    {
        GateOptions whole = Gate with { AllowPartialData = false };
        Because.Nothing(whole.Evaluate(StoredRunEvidence.Read(run.RunPath)));
        foreach (int? cases in new int?[] { 7, 0, null })
        {
            IReadOnlyList<JsonNode> rows = Gated.Moved(run.Results);
            foreach (JsonNode row in rows) row["data_cases"] = cases;
            Because.NotEvaluated(Assert.Single(whole.Evaluate(rows)), GateReason.PartialData);
            GateReport allowed = Assert.Single(Gate.Evaluate(rows));
            Because.Nothing(allowed);
            Assert.Equal(cases == 7, allowed.ToString().Contains("6 of 7 cases of the data", StringComparison.Ordinal));
        }

        using var copy = new RunCopy(run);
        copy.RewriteJournal(lines => lines.ForEach(line => line["data_cases"] = 7)).ChangeManifest(manifest => manifest["data_cases"] = 7);
        Because.NotEvaluated(copy.Evaluate(whole), GateReason.PartialData);
        Because.Nothing(copy.Evaluate(Gate));
        copy.ChangeManifest(manifest => manifest["data_cases"] = 6);
        Because.NotEvaluated(copy.Evaluate(whole), GateReason.CountsDiffer);
    }

    [Fact(Timeout = 300_000)]
    public async Task JudgeError()
    {
        await using ConversationSetup setup = new ConversationSetup("judge:prose@refund/goal_completion").Use("refund", "private_details");
        GateOptions gate = Gated.Rehearsal("errored <= 1");

        IReadOnlyList<ConversationResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Because.NotEvaluated(gate.Evaluate(StoredRunEvidence.Read(setup.RunPath)), GateReason.JudgeError);
        Because.NotEvaluated(Assert.Single(gate.Evaluate(Gated.Rows(results))), GateReason.JudgeError);
        Because.NotEvaluated(Assert.Single(gate.Evaluate(Gated.TableRows(setup.RunPath))), GateReason.JudgeError);
    }

    private static void AddFirst(string path, string member) =>
        File.WriteAllText(path, "{" + member + File.ReadAllText(path).TrimStart()[1..]);

    private void AssertAfter(GateReason reason, Action<RunCopy> change)
    {
        using var copy = new RunCopy(run);
        Because.Nothing(copy.Evaluate(Gate));
        change(copy);
        Because.NotEvaluated(copy.Evaluate(Gate), reason);
    }

    private void AssertRows(GateReason reason, Action<List<JsonNode>> change)
    {
        List<JsonNode> rows = [.. Gated.Moved(run.Results)];
        Because.Nothing(Assert.Single(Gate.Evaluate(rows)));
        change(rows);
        Because.NotEvaluated(Assert.Single(Gate.Evaluate(rows)), reason);
    }
}
