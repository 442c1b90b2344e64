using RealtimeEvals.Adapters;
using RealtimeEvals.Calibration;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Calibration;

/// <summary>Six conversations on the sandbox, two trials of three simulations; its judge fails those of change_of_mind.</summary>
public sealed class AgreementOperationTests(FinishedConversations run) : IClassFixture<FinishedConversations>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Grades_are_compared_with_labels_of_people()
    {
        JudgeAgreement found = Assert.Single(Measure(All("refund")));

        Assert.Equal(("goal_completion", AgreementVerdict.Measured, ""), (found.Grader, found.Verdict, found.Message));
        Assert.Equal((6, 6, 0, 1), (found.Items, found.Labelled, found.Unlabelled, found.Labelers));
        Assert.Equal((2, 0, 2, 2), (found.TruePass, found.FalseFail, found.FalsePass, found.TrueFail));
        Assert.Equal((1.0, 0.5), (found.Sensitivity, found.Specificity));
        Assert.True(found.JudgeModels.Count > 0 && found.PromptSha256.Count == 3 && found.LabelSha256.Length == 64);
        Assert.Equal(run.RunPath, found.RunPath);
    }

    [Fact]
    public void Every_row_that_does_not_fit_is_named_at_once()
    {
        const string Rows = """
            case_id,trial,turn_index,grader,label,labeler
            refund,1,,goal_completion,pass,anna
            refund,1,,goal_completion,fail,ANNA
            refund,,,goal_completion,pass,
            refnd,1,,goal_completion,pass,
            refund,3,,goal_completion,pass,
            refund,1,,goal,pass,
            refund,1,,goal_completion,good,
            refund,1,0,brief_reply,pass,
            refund,1,99,brief_reply,pass,
            refund,1,1,goal_completion,pass,
            refund,1,1,correct_readback,pass,
            """;

        EvalException error = Assert.Throws<EvalException>(() => Measure(Rows));

        Assert.Equal(("InvalidLabels", ErrorKind.Data), (error.ErrorId, error.Kind));
        Assert.Equal(
            [
                (3, "case_id"), (4, "trial"), (5, "case_id"), (6, "trial"), (7, "grader"), (8, "label"), (9, "turn_index"),
                (10, "turn_index"), (11, "turn_index"), (12, "grader"),
            ],
            error.Problems.Select(problem => (problem.Row!.Value, problem.Column!)));
        Assert.All(error.Problems, problem => Assert.EndsWith("labels.csv", problem.File, StringComparison.Ordinal));
        Assert.Contains("refund", error.Problems[2].Expected, StringComparison.Ordinal);
        Assert.Contains("'anna' has labelled it in row 2 already", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Missing_columns_are_named_at_once()
    {
        EvalException error = Assert.Throws<EvalException>(() => Measure("grader,verdict\ngoal_completion,pass\n"));

        Assert.Equal(["label", "case_id"], error.Problems.Select(problem => problem.Column));
        Assert.Throws<EvalException>(() => Measure("conversation_id,label\n"));
    }

    [Fact]
    public void Turns_and_several_people_are_told_apart()
    {
        string id = run.Results.Cast<ConversationResult>().First(one => one.SimulationId == "refund").ConversationId;
        string rows = $"""
            conversation_id,turn_index,grader,label,labeler
            {id},1,brief_reply,pass,anna
            {id},1,brief_reply,pass,ben
            {id},2,brief_reply,fail,anna
            {id},2,brief_reply,pass,ben
            """;

        JudgeAgreement found = Assert.Single(Measure(rows));

        Assert.Equal(("brief_reply", 2, 2, 1, 1), (found.Grader, found.Labelers, found.Labelled, found.Ties, found.Items));
        Assert.Equal(AgreementVerdict.NoEvidence, found.Verdict);
    }

    [Fact]
    public void Grader_that_is_asked_for_is_answered_for_without_labels()
    {
        JudgeAgreement[] found = [.. Measure(All(), "goal_completion", "brief_reply")];

        Assert.Equal(["brief_reply", "goal_completion"], found.Select(one => one.Grader));
        Assert.Equal((AgreementVerdict.NoEvidence, 0), (found[0].Verdict, found[0].Items));
        Assert.Equal("InvalidSetting", Assert.Throws<EvalException>(() => Measure(All(), "goal")).ErrorId);
    }

    [Fact]
    public void Run_that_was_changed_is_not_compared()
    {
        using RunCopy copy = new RunCopy(run)
            .RewriteLines(text => text.Replace("\"outcome\":\"fail\"", "\"outcome\":\"pass\"", StringComparison.Ordinal));

        EvalException error = Assert.Throws<EvalException>(() => Measure(All(), copy.RunPath, []));

        Assert.Equal(("RunNotComparable", ErrorKind.Data), (error.ErrorId, error.Kind));
    }

    [Fact]
    public void Run_that_was_stopped_is_no_evidence()
    {
        using RunCopy copy = new RunCopy(run).ChangeManifest(manifest => manifest["state"] = "interrupted");

        JudgeAgreement found = Assert.Single(Measure(All("refund"), copy.RunPath, []));

        Assert.Equal(AgreementVerdict.NoEvidence, found.Verdict);
        Assert.Contains("the run is interrupted", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_was_written_is_read_and_holds_what_was_measured()
    {
        string path = _folder.PathOf("judges.json");
        IReadOnlyList<JudgeAgreement> written = Measure(All("refund"), run.RunPath, [], path);

        Assert.Equal(written, JudgeAgreementFile.Read(path));
        var again = new AgreementOptions { OutputPath = path, NoClobber = true };
        Assert.Equal("ReportExists", Assert.Throws<EvalException>(again.Require).ErrorId);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"kappa\": 0.", "\"kappa\": 0.9", StringComparison.Ordinal));
        EvalException changed = Assert.Throws<EvalException>(() => JudgeAgreementFile.Read(path));
        Assert.Contains("that of the four counts", changed.Message, StringComparison.Ordinal);
        File.WriteAllText(path, """{"schema_version":1,"judge_agreements":[{"grader":"x","items":3,"true_pass":1}],"more":1}""");
        Assert.Equal(2, Assert.Throws<EvalException>(() => JudgeAgreementFile.Read(path)).Problems.Count);
    }

    /// <summary>Labels for every conversation: those of some simulations are failed, and change_of_mind always.</summary>
    private static string All(params string[] failed) =>
        "case_id,trial,grader,label\n" + string.Concat(
            new[] { "refund", "change_of_mind", "private_details" }.SelectMany(id => new[] { 1, 2 }.Select(trial =>
                $"{id},{trial},goal_completion,{(id == "change_of_mind" || failed.Contains(id) ? "fail" : "pass")}\n")));

    private IReadOnlyList<JudgeAgreement> Measure(string labels, params string[] graders) => Measure(labels, run.RunPath, graders);

    private IReadOnlyList<JudgeAgreement> Measure(string labels, string runPath, string[] graders, string output = "")
    {
        var operation = new AgreementOperation(
            AdapterServices.Create(TimeProvider.System, _folder.PathOf("store.sqlite")).Tables,
            AdapterServices.Distributions,
            TimeProvider.System);
        return operation.Measure(new AgreementOptions
        {
            RunPath = runPath,
            LabelPath = _folder.Write("labels.csv", labels),
            Graders = graders,
            MinimumItemCount = 6,
            OutputPath = output,
        });
    }
}
