using System.Text;
using System.Text.Json.Nodes;
using RealtimeEvals.Comparing;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Tests.Statistics;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Comparing;

/// <summary>A baseline file says what its run says, and is refused once somebody edited it.</summary>
public sealed class BaselineFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Baseline_compares_as_its_run_does()
    {
        string before = _folder.Write("before", Mixed("++++++++++++----"));
        string after = _folder.Write("after", Mixed("-------+++++++--"));
        string file = Export(before).Path;
        EvalComparison ofRun = Compare(before, after);
        EvalComparison ofFile = Compare(file, after);

        Assert.Equal(file, ofFile.ReferencePath);
        Assert.Equal(ofRun with { ReferencePath = file }, ofFile);
        Assert.Contains(ofRun.Figures, figure => figure is { Figure: "latency_first_audio_ms_mean", MissingCount: 2, CaseCount: 14 });
    }

    [Fact]
    public void Lines_are_sorted_whatever_the_order_of_the_run()
    {
        WrittenTrial[] trials = Mixed("++++-+++++++");
        string first = _folder.Write("run", trials);
        string[] lines = File.ReadAllLines(Export(first).Path);
        string second = _folder.Write("run", [.. trials.Reverse()], manifest => manifest with { StartedAt = StartOf(lines) });
        string[] again = File.ReadAllLines(Export(second).Path);

        Assert.Equal(lines[2..], again[2..]);
        Assert.Equal(lines[0], again[0]);
        Assert.Equal(1 + 1 + 5 + 12, lines.Length);
        Assert.StartsWith("""{"case_id":"c005","trial":1,"outcome":"fail","tags":[],"tool":"get_order_status","condition":"",""",
            lines[11],
            StringComparison.Ordinal);

        static DateTimeOffset StartOf(string[] lines) => (DateTimeOffset)JsonNode.Parse(lines[1])!["started_at"]!;
    }

    [Fact]
    public void Line_ends_of_another_platform_change_nothing()
    {
        string before = _folder.Write("before", Mixed("++++++++++++"));
        string file = Export(before).Path;
        File.WriteAllText(file, File.ReadAllText(file).Replace("\n", "\r\n", StringComparison.Ordinal), new UTF8Encoding(true));
        Assert.Equal(ChangeVerdict.NoChange, Compare(file, before).Figures[0].Verdict);
    }

    [Theory]
    [InlineData("\"outcome\":\"fail\"", "\"outcome\":\"pass\"", "row 1, sha256: lines that do not fit this hash")]
    [InlineData("\"outcome\":\"fail\"", "\"outcome\":\"error\"", "outcome: 'error'")]
    [InlineData("\"trial\":1,\"outcome\":\"fail\"", "\"trial\":0,\"outcome\":\"fail\"", "trial: missing, or no whole number above zero")]
    [InlineData("\"case_id\":\"c005\"", "\"case_id\":\"c006\"", "case_id: 'c006' a second time")]
    [InlineData("\"trials\":12", "\"trials\":11", "row 2, trials: 11")]
    [InlineData("\"figures\":{", "\"figures\":[", "it is not JSON")]
    [InlineData("baseline_version\":1", "baseline_version\":2", "row 1, baseline_version")]
    [InlineData("\"latency_first_audio_ms\":500", "\"latency_first_audio_ms\":\"fast\"", "latency_first_audio_ms: neither a number")]
    public void Edited_baseline_is_refused(string text, string edited, string problem)
    {
        string before = _folder.Write("before", Mixed("++++-+++++++"));
        string file = Export(before).Path;
        string content = File.ReadAllText(file);
        Assert.Contains(text, content, StringComparison.Ordinal);
        File.WriteAllText(file, content.Replace(text, edited, StringComparison.Ordinal));
        EvalException error = Assert.Throws<EvalException>(() => Compare(file, before));
        Assert.Equal("InvalidInput", error.ErrorId);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "an empty file")]
    [InlineData("{}\n", "missing, or of another version")]
    [InlineData("case_id,outcome\n", "it is not JSON")]
    [InlineData("[1]\n", "no object")]
    public void Other_files_are_no_baseline(string content, string problem)
    {
        string before = _folder.Write("before", Mixed("++++++++++++"));
        EvalException error = Assert.Throws<EvalException>(() => Compare(_folder.Write("other.jsonl", content), before));
        Assert.Equal("InvalidInput", error.ErrorId);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_file_is_named()
    {
        string before = _folder.Write("before", Mixed("++++++++++++"));
        EvalException error = Assert.Throws<EvalException>(() => Compare(_folder.PathOf("nothing.jsonl"), before));
        Assert.Contains("no such file", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("++++!+++++++", RunState.Completed, "1 trials have no verdict, c005 the first of them.")]
    [InlineData("++++++++++++", RunState.Cancelled, "is cancelled")]
    [InlineData("", RunState.Completed, "it has no cases.")]
    public void Run_that_is_not_whole_is_no_baseline(string outcomes, RunState state, string reason)
    {
        string run = _folder.Write("run", WrittenRun.Trials(outcomes), manifest => manifest with { State = state });
        EvalException error = Assert.Throws<EvalException>(() => Export(run));
        Assert.Equal("NoBaseline", error.ErrorId);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.PathOf("baseline.jsonl")));
    }

    [Fact]
    public void File_that_is_there_may_be_kept()
    {
        string run = _folder.Write("run", Mixed("++++++++++++"));
        string file = Export(run).Path;
        var options = new BaselineOptions { RunPath = run, OutputPath = file, NoClobber = true };
        Assert.Equal("BaselineExists", Assert.Throws<EvalException>(() => BaselineOperation.Export(options)).ErrorId);
    }

    [Fact]
    public void Report_says_what_was_written()
    {
        EvalBaseline written = Export(_folder.Write("run", Mixed("++++-+++++++")));
        Assert.Equal(("run", "crawl", "sandbox", 12, 12, 11), (
            written.RunId, written.Harness, written.Provider, written.CaseCount, written.TrialCount, written.Passed));
        Assert.Equal(["grade", "latency_first_audio_ms"], written.Figures);
        Assert.Equal(written.Sha256, (string?)JsonNode.Parse(File.ReadLines(written.Path).First())!["sha256"]);
    }

    /// <summary>Trials of which the second has no latency although there is sound.</summary>
    private static WrittenTrial[] Mixed(string outcomes) =>
    [
        .. WrittenRun.Trials(outcomes).Select((trial, index) => trial with
        {
            Latency = outcomes.Length == 16 && index is 1 or 2 ? null : 500,
        }),
    ];

    private static EvalComparison Compare(string reference, string candidate) => new CompareOperation(Stated.Distributions).Compare(
        new CompareOptions { ReferencePath = reference, CandidatePath = candidate });

    private EvalBaseline Export(string run) =>
        BaselineOperation.Export(new BaselineOptions { RunPath = run, OutputPath = _folder.PathOf("baseline.jsonl") });
}
