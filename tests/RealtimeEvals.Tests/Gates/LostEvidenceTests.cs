using System.Text.Json.Nodes;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Gates.Reasons;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Gates;

/// <summary>What is lost from a result must not make it look better.</summary>
public sealed class LostEvidenceTests(FinishedConversations run) : IClassFixture<FinishedConversations>
{
    private static readonly GateOptions Gate = Gated.Rehearsal("errored == 0");

    [Fact]
    public void Grade_that_is_lost_is_missed()
    {
        AssertResults(GateReason.JudgeError, rows => rows[0]["turns"]![0]!["grades"]!.AsArray().RemoveAt(0));
        AssertResults(GateReason.JudgeError, rows => rows[0]["grades"]!.AsArray().Clear());
        AssertResults(GateReason.JudgeError, rows => rows[0]["grades"]![0]!["status"] = "open");
    }

    [Fact]
    public void Turns_that_are_lost_are_missed()
    {
        AssertResults(GateReason.CountsDiffer, rows => rows[0].AsObject().Remove("turns"));
        AssertResults(GateReason.CountsDiffer, rows => rows[0].AsObject().Remove("turn_count"));
        AssertResults(GateReason.CountsDiffer, rows => rows[0]["turns"]!.AsArray().RemoveAt(1));
        AssertTable(GateReason.CountsDiffer, rows => rows.RemoveAt(0));
        AssertTable(GateReason.CountsDiffer, rows => rows[0].AsObject().Remove("turn_index"));
    }

    [Fact]
    public void Rows_that_contradict_each_other_are_not_believed()
    {
        AssertTable(GateReason.EvidenceUnreadable, rows => rows[0]["tags"] = "other");
        AssertTable(GateReason.EvidenceUnreadable, rows => rows[0]["provider"] = "api.openai.com");
        AssertResults(GateReason.EvidenceUnreadable, rows => rows[0]["simulation_id"] = "other");
    }

    [Fact]
    public void Time_of_a_turn_that_is_lost_makes_a_conversation_no_younger() =>
        AssertResults(GateReason.TimeUnknown, rows => rows[0]["turns"]![0]!["started_at"] = null);

    [Fact]
    public void Word_for_true_is_no_number_where_a_number_should_be()
    {
        List<JsonNode> rows = [.. Gated.TableRows(run.RunPath)];
        rows[0]["latency_response_done_ms"] = "false";

        Because.NotEvaluated(Assert.Single(Gated.Rehearsal("latency_response_done_ms_min >= 0").Evaluate(rows)), GateReason.NotFinite);
    }

    [Fact]
    public void Simulations_that_have_moved_are_found_by_their_folder()
    {
        using var copy = new RunCopy(run);
        Because.Nothing(copy.Evaluate(Gate));
        File.AppendAllText(Path.Combine(copy.DataPath, "sim_change_of_mind.json"), " ");
        Because.NotEvaluated(copy.Evaluate(Gate), GateReason.DataChanged);
        File.Delete(Path.Combine(copy.DataPath, "sim_change_of_mind.json"));
        Because.NotEvaluated(copy.Evaluate(Gate), GateReason.DataMissing);
    }

    [Fact]
    public void Byte_order_mark_of_a_simulation_changes_nothing()
    {
        using var copy = new RunCopy(run);
        string path = Path.Combine(copy.DataPath, "sim_refund.json");
        File.WriteAllBytes(path, [0xEF, 0xBB, 0xBF, .. File.ReadAllBytes(path)]);
        Because.Nothing(copy.Evaluate(Gate));
    }

    [Fact]
    public void Results_of_two_runs_are_two_reports()
    {
        List<JsonNode> rows = [.. Gated.Moved(run.Results)];
        foreach (JsonNode row in Gated.Moved(run.Results))
        {
            row["run_id"] = "second";
            rows.Add(row);
        }

        IReadOnlyList<GateReport> reports = Gate.Evaluate(rows);

        Assert.Equal(["test", "second"], reports.Select(report => report.RunId));
        Assert.All(reports, Because.Nothing);
    }

    private static void Assess(IReadOnlyList<JsonNode> whole, GateReason reason, Action<List<JsonNode>> change)
    {
        List<JsonNode> rows = [.. whole];
        Because.Nothing(Assert.Single(Gate.Evaluate(rows)));
        change(rows);
        Because.NotEvaluated(Assert.Single(Gate.Evaluate(rows)), reason);
    }

    private void AssertResults(GateReason reason, Action<List<JsonNode>> change) => Assess(Gated.Moved(run.Results), reason, change);

    private void AssertTable(GateReason reason, Action<List<JsonNode>> change) => Assess(Gated.TableRows(run.RunPath), reason, change);
}
