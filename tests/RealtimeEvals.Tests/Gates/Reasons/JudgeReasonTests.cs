using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Adapters;
using RealtimeEvals.Calibration;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Gates.Reasons;

/// <summary>A grade counts where its judge was compared with people, and agreed with them.</summary>
public sealed class JudgeReasonTests(FinishedConversations run) : IClassFixture<FinishedConversations>, IDisposable
{
    private const string Rule = "goal_completion_grade_mean >= 0.5";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Rule)]
    [InlineData("pass_rate_low >= 0.01")]
    [InlineData("pass^2 >= 0.5")]
    [InlineData("goal_reached_rate >= 0.5")]
    [InlineData("errored[goal_completion_grade=1] == 0")]
    public void JudgeNotCalibrated(string rule)
    {
        Because.Nothing(Evaluate(rule, _ => { }));
        Because.NotEvaluated(Evaluate(rule, one => one["judge_models"] = new JsonArray("another")), GateReason.JudgeNotCalibrated);
        Because.NotEvaluated(Evaluate(rule, one => one["prompt_sha256"] = new JsonArray("0")), GateReason.JudgeNotCalibrated);
        Because.NotEvaluated(Evaluate(rule, one => one["grader"] = "goal"), GateReason.JudgeNotCalibrated);
        Because.NotEvaluated(Evaluate(rule, one => one["verdict"] = "no_evidence"), GateReason.JudgeNotCalibrated);
        Because.NotEvaluated(Evaluate(rule, _ => { }, labels: 7), GateReason.JudgeNotCalibrated);
        Because.NotEvaluated(Evaluate(rule, _ => { }, kappa: 0.41), GateReason.JudgeNotCalibrated);
    }

    [Theory]
    [InlineData("latency_first_audio_ms_p50 <= 1e6")]
    [InlineData("tool_call_grade_mean >= 0")]
    [InlineData("errored == 0")]
    [InlineData("cost_usd_total <= 100")]
    public void Rule_that_rests_on_no_judge_needs_no_agreement(string rule) =>
        Because.Nothing(Evaluate(rule, one => one["grader"] = "goal"));

    [Fact]
    public void Rows_of_a_table_do_not_say_who_judged()
    {
        GateOptions gate = Gate(Rule, _ => { });

        GateReport report = Assert.Single(gate.Evaluate(Gated.TableRows(run.RunPath)));

        Because.NotEvaluated(report, GateReason.JudgeNotCalibrated);
        Assert.Contains("look at the folder", report.Message, StringComparison.Ordinal);
    }

    /// <summary>The judge passed 4 of 6; with a sensitivity of 1 and a specificity of 0.5 that is (4/6 + 0.5 - 1) / 0.5.</summary>
    [Fact]
    public void Corrected_rate_stands_beside_the_raw_one()
    {
        GateReport report = Evaluate("pass_rate >= 0.6", _ => { });
        RuleResult rule = Assert.Single(report.Rules);

        Assert.Equal(4.0 / 6, rule.Value!.Value, 1e-9);
        Assert.Equal(1.0 / 3, rule.Corrected!.Value, 1e-9);
        Assert.True(rule.CorrectedLow <= 1.0 / 3 && rule.CorrectedHigh >= 1.0 / 3);
        Assert.Contains("corrected for the judge's error", rule.ToString(), StringComparison.Ordinal);
        Assert.Null(Assert.Single(Evaluate("fail_rate <= 0.6", _ => { }).Rules).Corrected);
    }

    [Fact]
    public void Policy_names_the_file_and_its_limits()
    {
        File.WriteAllText(_folder.PathOf("judges.json"), Agreements(_ => { }));
        GateOptions read = GatePolicy.Read(_folder.Write("policy.psd1", """
            @{
                Sets = @{
                    Judged = @{ Rules = @('pass_rate >= 0.5'); JudgeAgreement = 'judges.json'; MinimumKappa = 0.7; MinimumLabels = 50 }
                }
            }
            """), "");

        Assert.Equal((_folder.PathOf("judges.json"), 0.7, 50), (read.JudgeAgreementPath, read.MinimumKappa, read.MinimumLabels));
        EvalException error = Assert.Throws<EvalException>(() => GatePolicy.Read(_folder.Write("policy.json", """
            {"sets":{"a":{"rules":["errored == 0"],"minimum_kappa":2,"minimum_labels":0},
            "b":{"rules":["errored == 0"],"judge_agreement":"nowhere.json"}}}
            """), "a"));
        Assert.Equal(("InvalidInput", 4), (error.ErrorId, error.Problems.Count));
    }

    private GateReport Evaluate(string rule, Action<JsonNode> change, int labels = 1, double kappa = 0.39) =>
        (Gate(rule, change) with { MinimumLabels = labels, MinimumKappa = kappa }).Evaluate(StoredRunEvidence.Read(run.RunPath));

    private GateOptions Gate(string rule, Action<JsonNode> change) =>
        (Gated.Rehearsal(rule) with { DataPath = run.DataPath, MinimumKappa = 0.39 })
            .WithJudges(_folder.Write("agreement.json", Agreements(change)));

    /// <summary>People failed two of the four conversations that the judge passed: kappa is 0.4.</summary>
    private string Agreements(Action<JsonNode> change)
    {
        string labels = "conversation_id,grader,label\n" + string.Concat(run.Results.Cast<ConversationResult>().Select(one =>
            $"{one.ConversationId},goal_completion,{(one.SimulationId == "private_details" ? "pass" : "fail")}\n"));
        string path = _folder.PathOf("measured.json");
        new AgreementOperation(
            AdapterServices.Create(TimeProvider.System, _folder.PathOf("store.sqlite")).Tables,
            AdapterServices.Distributions,
            TimeProvider.System)
            .Measure(new AgreementOptions
            {
                RunPath = run.RunPath, LabelPath = _folder.Write("labels.csv", labels), MinimumItemCount = 6, OutputPath = path,
            });
        JsonNode file = JsonNode.Parse(File.ReadAllText(path))!;
        change(file["judge_agreements"]![0]!);
        return file.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }
}
