using RealtimeEvals.Model;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Tests.Adapters.Stores;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Runs.Index;

public sealed class BenchmarkFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.PathOf("clinic.json");

    public static TheoryData<string, string, string> Faults => new()
    {
        { "\"id\": \"nightly/clinic\"", "\"id\": \" \"", "$.id" },
        { "\"turn_count\": 3", "\"turn_count\": 50", "$.turn_count" },
        { "\"number\": 3", "\"number\": 4", "$.turns[2].number" },
        { "\"speaker\": \"participant\"", "\"speaker\": \"robot\"", "$.turns" },
        { "\"status\": \"cancelled\"", "\"status\": 3", "$.status" },
        { "\"kind\": \"questions\"", "\"kind\": \"simple\"", "$.analyses" },
        { "\"rationale\":", "\"rational\":", "$.rational" },
        { "\"end_cue\": \"That completes the interview\"", "\"end_cue\": null", "$.end_cue" },
    };

    [Fact]
    public void Read_what_was_written()
    {
        BenchmarkRun run = StoredRuns.Interview();

        BenchmarkFile.Write(File, run with { Key = 7, StorePath = "/stores/runs.sqlite" });

        Assert.Equal(
            run with { ImportedFrom = File, RunId = "", ConversationId = "", RunPath = "" },
            BenchmarkFile.Read(File));
        string text = System.IO.File.ReadAllText(File);
        Assert.StartsWith("{\n  \"id\": \"nightly/clinic\",\n", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("store", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_interview_without_anything()
    {
        var run = new BenchmarkRun { Id = "x" };

        BenchmarkFile.Write(File, run);

        Assert.Equal(run with { ImportedFrom = File }, BenchmarkFile.Read(File));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Read_names_the_place_of_a_fault(string right, string wrong, string place)
    {
        BenchmarkFile.Write(File, StoredRuns.Interview());
        string text = System.IO.File.ReadAllText(File);
        Assert.Contains(right, text, StringComparison.Ordinal);
        System.IO.File.WriteAllText(File, text.Replace(right, wrong, StringComparison.Ordinal));

        EvalException exception = Assert.Throws<EvalException>(() => BenchmarkFile.Read(File));

        Assert.Equal("InvalidInput", exception.ErrorId);
        DataProblem problem = Assert.Single(exception.Problems);
        Assert.Equal((File, place), (problem.File, problem.Column));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"id":"a","id":"b"}""")]
    [InlineData("""{"id":"\uD800"}""")]
    [InlineData("""{"id":"x","turn_count":1,"turns":[{"number":1}]}""")]
    public void Read_what_is_no_interview_is_refused(string text)
    {
        System.IO.File.WriteAllText(File, text);

        Assert.Equal("InvalidInput", Assert.Throws<EvalException>(() => BenchmarkFile.Read(File)).ErrorId);
    }

    [Fact]
    public void Write_to_a_folder_is_refused()
    {
        Directory.CreateDirectory(File);

        Assert.Equal("ResultsNotWritable", Assert.Throws<EvalException>(() => BenchmarkFile.Write(File, StoredRuns.Interview())).ErrorId);
    }

    public void Dispose() => _folder.Dispose();
}
