using System.Globalization;
using System.Text.Json.Nodes;
using RealtimeEvals.Gates;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Pulse;

/// <summary>Creates the entries of status files: for refusal smoke runs with the compatible names, for gates with our own.</summary>
public static class PulseEntries
{
    private const string SmokePrefix = "openai_evals_refusal_smoke";

    /// <summary>Returns the path of the trace of a gate.</summary>
    /// <param name="gateKey">The key of the gate in the status file.</param>
    public static IReadOnlyList<string> TracePathOf(string gateKey) => ["realtime_evals", gateKey];

    /// <summary>Returns the entry of a run that has not completed. Its gate is false.</summary>
    /// <param name="run">The known fields of the run: model, set and gate.</param>
    /// <param name="status"><c>pending</c> while the run is in progress, <c>failed</c> when it ended without a result.</param>
    /// <param name="reason">Why there is no verdict.</param>
    public static PulseEntry Unfinished(RefusalSmokeResult run, string status, string reason)
    {
        ArgumentNullException.ThrowIfNull(run);
        JsonObject trace = TraceOf(run, "");
        foreach (string id in new[] { "eval_id", "run_id" }) trace[id] = null;
        trace["status"] = status;
        trace["reasons"] = new JsonArray(reason);
        JsonObject layer = LayerOf($"{SmokePrefix}_shadow", run.TimestampUtc, "partial", "unknown", run.GateKey, [reason], []);
        return Smoke(trace, false, null, layer);
    }

    /// <summary>Returns the entry of a gate whose evidence is still to come. The gate is false.</summary>
    /// <param name="gateKey">The key of the gate in the status file.</param>
    /// <param name="now">The current time.</param>
    public static PulseEntry Pending(string gateKey, DateTimeOffset now)
    {
        const string Reason = "The evidence has not come yet.";
        return new PulseEntry
        {
            MetricPrefix = gateKey == RefusalOptions.DefaultGateKey ? SmokePrefix : gateKey,
            TracePath = TracePathOf(gateKey),
            Trace = new JsonObject
            {
                ["kind"] = "gate",
                ["verdict"] = nameof(GateVerdict.NotEvaluated),
                ["status"] = "pending",
                ["timestamp_utc"] = Stamp(now),
                ["reasons"] = new JsonArray(Reason),
            },
            LayerId = $"realtime_evals_{gateKey}_shadow",
            Layer = LayerOf($"realtime_evals_{gateKey}_shadow", now, "partial", "unknown", gateKey, [Reason], []),
        };
    }

    /// <summary>Returns the entry of a refusal smoke run.</summary>
    /// <param name="result">The result of the run.</param>
    /// <param name="resultSha256">The hash of the result file; empty when there is none.</param>
    public static PulseEntry Of(RefusalSmokeResult result, string resultSha256)
    {
        ArgumentNullException.ThrowIfNull(result);
        bool isStub = result.DryRun || ProviderName.KindsOf(result.Provider).Any(kind => kind != ProviderKind.Service);
        CompatibleVerdict verdict = CompatibleVerdict.Of(result);
        JsonObject layer = LayerOf(
            $"{SmokePrefix}_shadow",
            result.TimestampUtc,
            isStub ? "stub" : result.ResultCounts.Errored > 0 ? "partial" : "real",
            result.GatePass ? "pass" : "fail",
            result.GateKey,
            result.GateReasons,
            [new JsonObject { ["path"] = result.ResultPath, ["sha256"] = resultSha256 }]);
        return Smoke(TraceOf(result with { Status = verdict.Status }, resultSha256), result.GatePass, verdict.Counts, layer);
    }

    /// <summary>Returns the entry of a gate.</summary>
    /// <param name="report">The result of the gate.</param>
    /// <param name="gateKey">The key of the gate in the status file.</param>
    /// <exception cref="EvalException">
    /// <c>InvalidGateKey</c>: the key is that of the refusal smoke, whose gate only a smoke run may set, or the prefix of its metrics.
    /// </exception>
    public static PulseEntry Of(GateReport report, string gateKey)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (gateKey == RefusalOptions.DefaultGateKey)
        {
            const string Reason = "it is the gate of the refusal smoke, which is written from the result of one that ran whole";
            throw EvalErrors.InvalidGateKey(gateKey, Reason);
        }

        if (gateKey == SmokePrefix)
        {
            throw EvalErrors.InvalidGateKey(gateKey, "its figures would bear the names of those of the refusal smoke");
        }

        bool passes = GateEngine.HasPassed(report);
        int errored = Math.Max(report.Planned, report.Passed + report.Failed) - report.Passed - report.Failed;
        string[] reasons =
        [
            .. report.Findings.Select(finding => finding.ToString()),
            .. report.Rules.Where(rule => rule.Verdict != GateVerdict.Passed).Select(rule => rule.ToString()),
        ];
        return new PulseEntry
        {
            Pass = passes,
            MetricPrefix = gateKey,
            Counts = new RefusalCounts(report.Passed + report.Failed + errored, report.Passed, report.Failed, errored),
            TracePath = TracePathOf(gateKey),
            Trace = new JsonObject
            {
                ["kind"] = "gate",
                ["verdict"] = report.Verdict.ToString(),
                ["run_id"] = report.RunId,
                ["provider"] = report.Provider,
                ["policy_set"] = report.PolicySet,
                ["rules"] = new JsonArray([.. report.Rules.Select(rule => JsonValue.Create(rule.Rule))]),
                ["planned"] = report.Planned,
                ["data_cases"] = report.DataCases,
                ["passed"] = report.Passed,
                ["failed"] = report.Failed,
                ["errored"] = report.Errored,
                ["inconclusive"] = report.Inconclusive,
                ["skipped"] = report.Skipped,
                ["data_sha256"] = report.DataSha256,
                ["evidence_utc"] = report.EvidenceAt is DateTimeOffset at ? Stamp(at) : null,
                ["timestamp_utc"] = Stamp(report.MeasuredAt),
                ["reasons"] = new JsonArray([.. reasons.Select(reason => JsonValue.Create(reason))]),
            },
            LayerId = $"realtime_evals_{gateKey}_shadow",
            Layer = LayerOf(
                $"realtime_evals_{gateKey}_shadow",
                report.MeasuredAt,
                report.Findings.Count > 0 ? "degraded" : "real",
                passes ? "pass" : report.Verdict == GateVerdict.Failed ? "fail" : "unknown",
                gateKey,
                reasons,
                []),
        };
    }

    /// <summary>Formats a time as the compatible files do: to the second, with offset.</summary>
    internal static string Stamp(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);

    private static PulseEntry Smoke(JsonObject trace, bool pass, RefusalCounts? counts, JsonObject layer) => new()
    {
        Pass = pass,
        MetricPrefix = SmokePrefix,
        Counts = counts,
        TracePath = ["openai_evals_v0", "refusal_smoke"],
        Trace = trace,
        LayerId = $"{SmokePrefix}_shadow",
        Layer = layer,
    };

    /// <summary>Returns the compatible keys in their order, then ours, so that status and result file can be compared.</summary>
    private static JsonObject TraceOf(RefusalSmokeResult result, string resultSha256) => new()
    {
        ["kind"] = "diagnostic",
        ["dry_run"] = result.DryRun,
        ["eval_id"] = result.EvalId,
        ["run_id"] = result.RunId,
        ["report_url"] = result.ReportUrl,
        ["model"] = result.Model,
        ["dataset"] = result.Dataset,
        ["result_json"] = result.ResultPath,
        ["timestamp_utc"] = Stamp(result.TimestampUtc),
        ["status"] = result.Status,
        ["gate_key"] = result.GateKey,
        ["provider"] = result.Provider,
        ["backend"] = result.Backend.ToString(),
        ["dataset_lines"] = result.DatasetLines,
        ["dataset_sha256"] = result.DatasetSha256,
        ["result_sha256"] = resultSha256,
        ["reasons"] = new JsonArray([.. result.GateReasons.Select(reason => JsonValue.Create(reason))]),
    };

    private static JsonObject LayerOf(
        string id,
        DateTimeOffset time,
        string reality,
        string verdict,
        string gateKey,
        IReadOnlyList<string> reasons,
        JsonObject[] artifacts) => new()
    {
        ["artifact_version"] = "v0",
        ["layer_id"] = id,
        ["producer"] = new JsonObject
        {
            ["name"] = "RealtimeEvals",
            ["version"] = typeof(PulseEntries).Assembly.GetName().Version?.ToString(3) ?? "",
        },
        ["created_utc"] = Stamp(time),
        ["run_reality_state"] = reality,
        ["verdict"] = verdict,
        ["source_artifacts"] = new JsonArray([.. artifacts]),
        ["relation_scope"] = "diagnostic",
        ["summary"] = new JsonObject { ["headline"] = $"{gateKey}: {verdict}" },
        ["reasons"] = new JsonArray([.. reasons.Select(reason => new JsonObject { ["code"] = "not_passed", ["message"] = reason })]),
    };
}
