using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Pulse;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Pulse;

/// <summary>What an entry changes in the status file that PULSE itself writes, and that nothing else changes.</summary>
public sealed class PulsePatchTests : IDisposable
{
    private const string Own = "crawl_ok";

    private readonly StatusFiles _files = new();

    private static GateReport Report => new()
    {
        Verdict = GateVerdict.Passed,
        RunId = "nightly",
        Provider = "api.example",
        Planned = 18,
        Passed = 17,
        Failed = 1,
        MeasuredAt = new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero),
        EvidenceAt = new DateTimeOffset(2026, 11, 20, 1, 0, 0, TimeSpan.Zero),
        DataSha256 = new string('b', 64),
        Rules = new([new RuleResult("pass_rate >= 0.9", GateVerdict.Passed, 17.0 / 18, ">=", 0.9, 18, GateReason.None, "")]),
    };

    private JsonElement Root => Given.Json(File.ReadAllText(_files.Path));

    [Fact]
    public async Task Smoke_writes_the_compatible_keys_and_leaves_every_other_line_as_it_was()
    {
        await PatchAsync(PulseEntries.Of(GreenStatus.GoodResult, "hash"));

        Assert.Equal(
            [
                "gates.openai_evals_refusal_smoke_pass",
                "metrics.openai_evals_refusal_smoke_errored",
                "metrics.openai_evals_refusal_smoke_fail_rate",
                "metrics.openai_evals_refusal_smoke_failed",
                "metrics.openai_evals_refusal_smoke_passed",
                "metrics.openai_evals_refusal_smoke_total",
                "openai_evals_refusal_smoke_pass",
                "openai_evals_v0.refusal_smoke",
            ],
            Added());
        Assert.Equal(
            [
                "kind", "dry_run", "eval_id", "run_id", "report_url", "model", "dataset", "result_json", "timestamp_utc",
                "status", "gate_key", "provider", "backend", "dataset_lines", "dataset_sha256", "result_sha256", "reasons",
            ],
            Trace("openai_evals_v0", "refusal_smoke"));
        Assert.Contains(
            "\"openai_evals_refusal_smoke_fail_rate\": 0.0",
            await File.ReadAllTextAsync(_files.Path, TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        AssertOtherLinesAreAsTheyWere();
    }

    [Fact]
    public async Task Gate_report_writes_keys_of_its_own()
    {
        await PatchAsync(PulseEntries.Of(Report, Own), Own);

        Assert.Equal(
            [
                "crawl_ok", "gates.crawl_ok", "metrics.crawl_ok_errored", "metrics.crawl_ok_fail_rate",
                "metrics.crawl_ok_failed", "metrics.crawl_ok_passed", "metrics.crawl_ok_total", "realtime_evals.crawl_ok",
            ],
            Added());
        Assert.Equal(
            [
                "kind", "verdict", "run_id", "provider", "policy_set", "rules", "planned", "data_cases", "passed",
                "failed", "errored", "inconclusive", "skipped", "data_sha256", "evidence_utc", "timestamp_utc", "reasons",
            ],
            Trace("realtime_evals", Own));
        AssertOtherLinesAreAsTheyWere();
    }

    [Theory]
    [InlineData(GateVerdict.Passed, true)]
    [InlineData(GateVerdict.Failed, false)]
    [InlineData(GateVerdict.NotEvaluated, false)]
    public async Task Only_a_verdict_that_passed_makes_a_gate_true(GateVerdict verdict, bool isTrue)
    {
        PulseStatus status = await PatchAsync(PulseEntries.Of(Report with { Verdict = verdict }, Own), Own);

        Assert.Equal([new PulseGate(Own, isTrue ? "true" : "false", isTrue, isTrue)], status.Only([Own]).Gates);
    }

    [Theory]
    [InlineData(PulsePlacement.Gates, true, false)]
    [InlineData(PulsePlacement.Both, true, true)]
    [InlineData(PulsePlacement.Meta, false, true)]
    public async Task Placement_says_where_the_verdict_is_put(PulsePlacement placement, bool hasGate, bool hasLayer)
    {
        await PatchAsync(PulseEntries.Of(GreenStatus.GoodResult, "hash"), placement: placement);

        Assert.Equal(hasGate, Root.GetProperty("gates").TryGetProperty(StatusFiles.Gate, out _));
        Assert.Equal(hasGate, Root.TryGetProperty("openai_evals_v0", out _));
        Assert.Equal(
            hasLayer,
            Root.TryGetProperty("meta", out JsonElement meta) && meta.TryGetProperty("openai_evals_refusal_smoke_shadow", out _));
        if (hasLayer)
        {
            JsonElement layer = Root.GetProperty("meta").GetProperty("openai_evals_refusal_smoke_shadow");
            Assert.Equal(
                [
                    "artifact_version", "layer_id", "producer", "created_utc", "run_reality_state",
                    "verdict", "source_artifacts", "relation_scope", "summary", "reasons",
                ],
                layer.EnumerateObject().Select(member => member.Name));
            Assert.Equal(
                ("real", "pass", "hash"),
                (
                    layer.GetProperty("run_reality_state").GetString(),
                    layer.GetProperty("verdict").GetString(),
                    layer.GetProperty("source_artifacts")[0].GetProperty("sha256").GetString()));
        }

        AssertOtherLinesAreAsTheyWere();
    }

    [Fact]
    public async Task Verdict_under_meta_does_not_leave_an_earlier_gate_true()
    {
        await PatchAsync(PulseEntries.Of(GreenStatus.GoodResult, "hash"));

        PulseStatus status = await PatchAsync(
            PulseEntries.Of(GreenStatus.GoodResult, "hash"), placement: PulsePlacement.Meta, fresh: false);

        Assert.Equal([new PulseGate(StatusFiles.Gate, "false", false, false)], status.Only([StatusFiles.Gate]).Gates);
        Assert.False(ReferenceReader.FiguresPass(Root));
    }

    [Theory]
    [InlineData("sandbox", false, "stub")]
    [InlineData("api.example; replay", false, "stub")]
    [InlineData("api.example", true, "stub")]
    [InlineData("api.example", false, "real")]
    public async Task Layer_says_how_real_the_run_was(string provider, bool dryRun, string reality)
    {
        await PatchAsync(
            PulseEntries.Of(GreenStatus.GoodResult with { Provider = provider, DryRun = dryRun }, ""),
            placement: PulsePlacement.Meta);

        Assert.Equal(
            reality,
            Root.GetProperty("meta").GetProperty("openai_evals_refusal_smoke_shadow").GetProperty("run_reality_state").GetString());
    }

    [Fact]
    public async Task Run_that_is_under_way_makes_gate_and_figures_say_that_there_is_no_evidence()
    {
        await PatchAsync(PulseEntries.Of(GreenStatus.GoodResult, "hash"));

        PulseStatus status = await PatchAsync(
            PulseEntries.Unfinished(GreenStatus.GoodResult, "pending", "The run has not ended."),
            fresh: false);

        Assert.False(status.Only([StatusFiles.Gate]).Gates[0].IsPassed);
        JsonElement trace = Root.GetProperty("openai_evals_v0").GetProperty("refusal_smoke");
        Assert.Equal(
            ("pending", JsonValueKind.Null, JsonValueKind.Null),
            (trace.GetProperty("status").GetString(), trace.GetProperty("eval_id").ValueKind, trace.GetProperty("run_id").ValueKind));
        JsonElement metrics = Root.GetProperty("metrics");
        Assert.Equal(
            (0, 1.0),
            (
                metrics.GetProperty("openai_evals_refusal_smoke_passed").GetInt32(),
                metrics.GetProperty("openai_evals_refusal_smoke_fail_rate").GetDouble()));
    }

    [Fact]
    public async Task Verdict_takes_the_trace_of_what_was_pending_away()
    {
        await PatchAsync(PulseEntries.Pending(StatusFiles.Gate, TimeProvider.System.GetUtcNow()));
        Assert.True(Root.TryGetProperty("realtime_evals", out _));

        await PatchAsync(
            PulseEntries.Of(GreenStatus.GoodResult, "hash") with { PendingTracePath = PulseEntries.TracePathOf(StatusFiles.Gate) },
            fresh: false);

        Assert.False(Root.TryGetProperty("realtime_evals", out _));
    }

    public void Dispose() => _files.Dispose();

    private Task<PulseStatus> PatchAsync(
        PulseEntry entry, string key = StatusFiles.Gate, PulsePlacement placement = PulsePlacement.Gates, bool fresh = true)
    {
        if (fresh) _files.Write(StatusFiles.Baseline);
        return PulsePatch.WriteAsync(
            new PulseOptions { Path = _files.Path, GateKey = key, Placement = placement },
            entry,
            TimeProvider.System,
            TestContext.Current.CancellationToken);
    }

    private string[] Trace(string parent, string key) =>
        [.. Root.GetProperty(parent).GetProperty(key).EnumerateObject().Select(member => member.Name)];

    /// <summary>What is there that the baseline has not: keys of the top level and those below them.</summary>
    private string[] Added() =>
        [.. Keys(Root).Except(Keys(Given.Json(StatusFiles.Baseline)), StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Keys(JsonElement root) => root.EnumerateObject().SelectMany(member =>
        member.Value.ValueKind == JsonValueKind.Object
            ? member.Value.EnumerateObject().Select(inner => $"{member.Name}.{inner.Name}")
            : [member.Name]);

    /// <summary>Every line of the baseline is there in its order; only a comma may have come behind the last of an object.</summary>
    private void AssertOtherLinesAreAsTheyWere()
    {
        string[] after = File.ReadAllText(_files.Path).Split('\n');
        int at = 0;
        foreach (string line in StatusFiles.Baseline.Split('\n'))
        {
            while (at < after.Length && after[at] != line && after[at] != line + ",") at++;
            Assert.True(at++ < after.Length, $"'{line}' has gone.");
        }
    }
}
