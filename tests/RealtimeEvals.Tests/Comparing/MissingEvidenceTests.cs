using System.Text.Json.Nodes;
using RealtimeEvals.Comparing;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using Xunit;

namespace RealtimeEvals.Tests.Comparing;

/// <summary>When a comparison of two runs says nothing, or is refused.</summary>
public sealed class MissingEvidenceTests : ComparedRuns
{
    [Theory]
    [InlineData("+++++++++", "---------", ChangeVerdict.NoEvidence, "9 cases are too few; 10 are wanted.")]
    [InlineData("++++++++++++", "++++++++----", ChangeVerdict.NoEvidence, "4 cases differ")]
    [InlineData("++++++++++++", "++++++++++++", ChangeVerdict.NoChange, "")]
    [InlineData("++++++++++++", "+++++++++++!", ChangeVerdict.NoEvidence, "1 trials have no verdict")]
    [InlineData("+++++++++++++", "++++++++++++", ChangeVerdict.NoEvidence, "1 trials are in the yardstick only.")]
    [InlineData("++++++++++++", "+++++++++++++", ChangeVerdict.NoEvidence, "1 trials are in the other run only.")]
    [InlineData("++++++++++++!", "------------+", ChangeVerdict.Worse, "1 trials have no verdict")]
    public void Too_little_is_no_evidence(string before, string after, ChangeVerdict verdict, string message)
    {
        EvalComparison found = Compare(before, after);
        Assert.Equal(verdict, found.Verdict);
        if (message.Length > 0) Assert.Contains(message, found.Message, StringComparison.Ordinal);
        else Assert.Equal("", found.Message);
    }

    [Fact]
    public void Verdict_may_rest_on_the_pairs_where_that_is_asked_for()
    {
        string first = Folder.Write("before", WrittenRun.Trials("+++++++++++++"));
        string second = Folder.Write("after", WrittenRun.Trials("++++++++++++"));
        var options = new CompareOptions { ReferencePath = first, CandidatePath = second, AllowUnpaired = true };
        Assert.Equal(ChangeVerdict.NoChange, Compare(options).Verdict);
    }

    [Fact]
    public void Case_that_was_changed_is_no_pair()
    {
        WrittenTrial[] before = WrittenRun.Trials("++++++++++++");
        WrittenTrial[] after = [.. before.Select((trial, index) => index == 3 ? trial with { Text = "Something else?" } : trial)];
        EvalComparison found = Compare(before, after);

        Assert.Equal((1, 11, ChangeVerdict.NoEvidence), (found.OtherCases, found.PairCount, found.Verdict));
        CaseChange change = Assert.Single(found.Cases);
        Assert.Equal((CaseChangeKind.OtherCase, "c004"), (change.Kind, change.CaseId));
    }

    [Fact]
    public void All_reasons_against_a_comparison_are_told_at_once()
    {
        string first = Folder.Write("before", WrittenRun.Trials("++++++++++++"), Judged("judge-1", "sandbox"));
        string second = Folder.Write("after", WrittenRun.Trials("++++++++++++"), Judged("judge-2", "api.openai.com"));
        EvalException error = Assert.Throws<EvalException>(
            () => Compare(new CompareOptions { ReferencePath = first, CandidatePath = second }));

        Assert.Equal("RunsNotComparable", error.ErrorId);
        Assert.Contains("judge_model: judge-1 -> judge-2", error.Message, StringComparison.Ordinal);
        Assert.Contains("provider: sandbox -> api.openai.com", error.Message, StringComparison.Ordinal);

        static Func<RunManifest, RunManifest> Judged(string judge, string provider) => manifest =>
            manifest with { Provider = provider, Settings = new JsonObject { ["judge_model"] = judge } };
    }

    [Fact]
    public void Changed_journal_is_refused()
    {
        string first = Folder.Write("before", WrittenRun.Trials("++++++++++++"));
        string second = Folder.Write("after", WrittenRun.Trials("-+++++++++++"));
        string journal = Path.Combine(second, "journal.jsonl");
        File.WriteAllText(journal, File.ReadAllText(journal).Replace("\"fail\"", "\"pass\"", StringComparison.Ordinal));
        EvalException error = Assert.Throws<EvalException>(
            () => Compare(new CompareOptions { ReferencePath = first, CandidatePath = second }));
        Assert.Equal("RunChanged", error.ErrorId);
    }

    [Fact]
    public void Unfinished_run_is_no_evidence()
    {
        string first = Folder.Write("before", WrittenRun.Trials("++++++++++++"));
        string second = Folder.Write(
            "after", WrittenRun.Trials("++++++++++++"), manifest => manifest with { State = RunState.Cancelled });
        EvalComparison found = Compare(new CompareOptions { ReferencePath = first, CandidatePath = second });
        Assert.Equal(ChangeVerdict.NoEvidence, found.Verdict);
        Assert.Contains("is cancelled", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_wrong_setting_is_told_at_once()
    {
        EvalException error = Assert.Throws<EvalException>(
            () => Compare(new CompareOptions { MinimumCaseCount = 1, Figures = ["latency_first_audio", "grade_mean"] }));
        Assert.Equal("InvalidSetting", error.ErrorId);
        Assert.Contains("No run is named", error.Message, StringComparison.Ordinal);
        Assert.Contains("must be 2 or more", error.Message, StringComparison.Ordinal);
        Assert.Contains("the nearest is 'latency_first_audio_ms'", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Whatever of the evidence is taken away, the verdict gets no better.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Taking_evidence_away_makes_no_verdict_better(int seed)
    {
        var random = new Random(seed);
        WrittenTrial[] before = [.. Random(random, 24, 0.7, 500)];
        WrittenTrial[] after = [.. Random(random, 24, random.NextDouble(), random.Next(400, 700))];
        for (int round = 0; round < 12; round++)
        {
            int at = random.Next(after.Length);
            EvalComparison less = (round % 4) switch
            {
                0 => Compare(before, [.. after.Where((_, index) => index != at)]),
                1 => Compare(before, [.. after.Select((trial, index) => index == at ? trial with { Outcome = Outcome.Error } : trial)]),
                2 => Compare(before, [.. after.Select((trial, index) => index == at ? trial with { Latency = null } : trial)]),
                _ => Compare([.. before.Where((_, index) => index != at)], after),
            };
            Assert.DoesNotContain(less.Verdict, new[] { ChangeVerdict.Better, ChangeVerdict.NoChange });
        }
    }

    [Fact]
    public void Figure_that_was_asked_for_and_that_no_case_has_is_no_evidence()
    {
        EvalComparison found = Compare(new CompareOptions
        {
            ReferencePath = Folder.Write("before", WrittenRun.Trials(new string('+', 12))),
            CandidatePath = Folder.Write("after", WrittenRun.Trials(new string('+', 12))),
            Figures = ["end_of_speech_to_first_audio_ms_mean"],
        });

        Assert.Equal(ChangeVerdict.NoEvidence, found.Verdict);
        Assert.Contains("end_of_speech_to_first_audio_ms_mean", found.Message, StringComparison.Ordinal);
    }
}
