using System.Text.Json.Nodes;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Gates.Reasons;

/// <summary>Reasons that lie in who answered, when, and to what.</summary>
public sealed class OriginReasonTests(FinishedCrawl run) : IClassFixture<FinishedCrawl>
{
    private static readonly GateOptions Gate = Gated.Rehearsal("errored == 0");

    [Fact]
    public void Sandbox()
    {
        GateOptions release = Gate with { AllowSandbox = false };
        Because.NotEvaluated(release.Evaluate(StoredRunEvidence.Read(run.RunPath)), GateReason.Sandbox);
        foreach (string name in new[] { "Sandbox", " sandbox ", "sand box", "SAND-BOX", "sandbox." })
        {
            Because.NotEvaluated(WithProvider(release, name, 1), GateReason.Sandbox);
        }

        Because.Nothing(WithProvider(release, "api.openai.com", 6));
        Because.Nothing(Gate.Evaluate(StoredRunEvidence.Read(run.RunPath)));

        using var copy = new RunCopy(run);
        copy.ChangeManifest(manifest => manifest["provider"] = "api.openai.com");
        Assert.Contains(GateReason.Sandbox, copy.Evaluate(release).Findings.Select(finding => finding.Reason));
    }

    [Fact]
    public void Replay()
    {
        Because.NotEvaluated(WithProvider(Gate with { AllowSandbox = false }, "replay", 6), GateReason.Replay);
        Because.Nothing(WithProvider(Gate, "replay", 6));
    }

    [Fact(Timeout = 300_000)]
    public async Task DryRun()
    {
        foreach (string name in new[] { "dry-run", "Dry-Run", "dry run", "DRYRUN", "dry_run" })
        {
            Because.NotEvaluated(WithProvider(Gate, name, 1), GateReason.DryRun);
        }

        await using var setup = new CrawlSetup();
        setup.Sink = new CollectingSink { Confirms = false };
        await setup.RunAsync(TestContext.Current.CancellationToken);
        Because.NotEvaluated(Assert.Single(Gate.Evaluate(Gated.Rows(setup.Sink.Items))), GateReason.DryRun);
    }

    [Fact]
    public void ProviderUnknown()
    {
        Because.NotEvaluated(WithProvider(Gate, "", 1), GateReason.ProviderUnknown);
        Because.NotEvaluated(WithProvider(Gate, null, 1), GateReason.ProviderUnknown);
        foreach (string word in new[] { "mock", "ѕandbox", "openai", "sandbox;" })
        {
            Because.NotEvaluated(WithProvider(Gate, word, 1), GateReason.ProviderUnknown);
        }
    }

    [Fact]
    public void Stale()
    {
        DateTimeOffset oldest = Gate.Evaluate(StoredRunEvidence.Read(run.RunPath)).EvidenceAt!.Value;
        Because.Nothing(At(oldest.AddDays(7)));
        Because.NotEvaluated(At(oldest.AddDays(7).AddSeconds(1)), GateReason.Stale);
        Because.NotEvaluated(
            (Gate with { MaximumAge = TimeSpan.FromHours(1) }).Evaluate(
                StoredRunEvidence.Read(run.RunPath), new ManualTime(oldest.AddHours(2))),
            GateReason.Stale);
    }

    [Fact]
    public void FromTheFuture()
    {
        DateTimeOffset oldest = Gate.Evaluate(StoredRunEvidence.Read(run.RunPath)).EvidenceAt!.Value;
        Because.NotEvaluated(At(oldest.AddHours(-1)), GateReason.FromTheFuture);
        Because.NotEvaluated(Change(Gate, 1, row => row["started_at"] = "2999-01-01T00:00:00Z"), GateReason.FromTheFuture);
    }

    [Fact]
    public void TimeUnknown()
    {
        Because.NotEvaluated(Change(Gate, 1, row => row.AsObject().Remove("started_at")), GateReason.TimeUnknown);
        Because.NotEvaluated(Change(Gate, 1, row => row["started_at"] = "yesterday"), GateReason.TimeUnknown);
    }

    [Fact]
    public void DataChanged()
    {
        using var copy = new RunCopy(run);
        Because.Nothing(copy.Evaluate(Gate));
        File.AppendAllText(copy.DataPath, "x,\"One more.\",,\n");
        Because.NotEvaluated(copy.Evaluate(Gate), GateReason.DataChanged);
        Because.NotEvaluated(Change(Gate, 1, row => row["data_sha256"] = ""), GateReason.DataChanged);
    }

    [Fact]
    public void DataMissing()
    {
        using var copy = new RunCopy(run);
        File.Delete(copy.DataPath);
        Because.NotEvaluated(copy.Evaluate(Gate), GateReason.DataMissing);
        Because.NotEvaluated(Change(Gate, 1, row => row.AsObject().Remove("data_path")), GateReason.DataMissing);
    }

    private GateReport At(DateTimeOffset now) => Gate.Evaluate(StoredRunEvidence.Read(run.RunPath), new ManualTime(now));

    private GateReport WithProvider(GateOptions gate, string? provider, int rows) => Change(gate, rows, row => row["provider"] = provider);

    /// <summary>What a gate says of the results after the first so many of them have been changed.</summary>
    private GateReport Change(GateOptions gate, int count, Action<JsonNode> change)
    {
        IReadOnlyList<JsonNode> rows = Gated.Moved(run.Results);
        foreach (JsonNode row in rows.Take(count)) change(row);
        return Assert.Single(gate.Evaluate(rows));
    }
}
