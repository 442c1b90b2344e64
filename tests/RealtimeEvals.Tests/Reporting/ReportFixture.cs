using System.Text.Json;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Reporting;
using RealtimeEvals.Tests.Support;

namespace RealtimeEvals.Tests.Reporting;

/// <summary>Runs and gates to report about.</summary>
internal static class ReportFixture
{
    public static readonly string Base = Path.GetFullPath(Path.Combine(Path.GetTempPath(), "reports"));

    public static string RunPath => Path.Combine(Base, "results", "night");

    /// <summary>A run of these cases.</summary>
    public static RunEvidence Run(int planned, params IReadOnlyList<object> cases) =>
        EvidenceReader.Read(cases.Select(one => EvidenceRow.Of(JsonSerializer.SerializeToElement(one)))).Single() with
        {
            RunId = "night",
            RunPath = RunPath,
            Planned = planned,
            Findings = [],
        };

    public static object Case(
        string id, string outcome, string message = "", string stage = "") => new Dictionary<string, object>(StringComparer.Ordinal)
    {
        ["case_id"] = id,
        ["run_id"] = "night",
        ["run_path"] = RunPath,
        ["planned"] = 1,
        ["outcome"] = outcome,
        ["provider"] = "api.example.com",
        ["started_at"] = "2026-11-20T09:30:15.5+00:00",
        ["duration_ms"] = 1500,
        ["failure_stage"] = stage,
        ["error_message"] = outcome == "error" ? message : "",
        ["rationale"] = outcome == "error" ? "" : message,
        ["data_path"] = Path.Combine(Base, "data", "calls, all.csv"),
    };

    public static object Trial(string simulation, int trial, string outcome) => new
    {
        conversation_id = $"{simulation}_{trial}",
        simulation_id = simulation,
        trial,
        run_id = "night",
        run_path = RunPath,
        planned = 1,
        outcome,
        rationale = "the goal was not reached",
    };

    public static GateReport Gate(params GateVerdict[] verdicts) => new()
    {
        RunId = "night",
        RunPath = RunPath,
        Verdict = verdicts.All(verdict => verdict == GateVerdict.Passed) ? GateVerdict.Passed : verdicts.Min(),
        Planned = 4,
        EvidenceAt = new ManualTime().GetUtcNow(),
        MeasuredAt = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero),
        Rules = new(verdicts.Select((verdict, index) => verdict switch
        {
            GateVerdict.Passed => new RuleResult($"passed >= {index}", verdict, 4, ">=", index, 4, GateReason.None, ""),
            GateVerdict.Failed => new RuleResult(
                $"pass_rate >= 0.9{index}", verdict, 0.5, ">=", 0.9, 4, GateReason.BoundMissed, "the value is 0.5."),
            _ => new RuleResult($"grade_mean >= {index}", verdict, null, ">=", index, 0, GateReason.MetricMissing, "no case has a grade."),
        })),
    };

    public static string Write(ReportFormat format, IReadOnlyList<RunEvidence> runs, params IReadOnlyList<GateReport> gates) =>
        new EvalReport(new ManualTime()) { Runs = runs, Gates = gates, BasePath = Base }.Write(format);
}
