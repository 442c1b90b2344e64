using System.Text.Json;
using RealtimeEvals.Grading;
using RealtimeEvals.Grading.Kinds;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Grading;

public sealed class GraderKindTests
{
    private static readonly string[] SourceFiles =
        Directory.GetFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories);
    private static readonly TurnResult Turn = Simulated.Turn(1, "Where is it?", "It is there.");

    [Fact]
    public void Every_kind_is_registered_once_under_names_of_its_own()
    {
        IEnumerable<Type> written =
            typeof(GraderKind).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(GraderKind)) && !type.IsAbstract);

        Assert.Equal(written.OrderBy(type => type.Name), GraderKinds.All.Select(kind => kind.GetType()).OrderBy(type => type.Name));
        Assert.Distinct(GraderKinds.All.Select(kind => kind.Name));
        Assert.Distinct(GraderKinds.All.Select(kind => kind.Type));
    }

    [Fact]
    public void Kind_is_named_in_its_own_file_and_in_the_registry_only()
    {
        foreach (string name in GraderKinds.All.Select(kind => kind.GetType().Name))
        {
            string[] naming =
                [.. SourceFiles.Where(path => File.ReadAllText(path).Contains(name, StringComparison.Ordinal))
                    .Select(path => Path.GetFileName(path))
                    .Order(StringComparer.Ordinal)];

            Assert.Equal(new[] { "GraderKinds.cs", $"{name}.cs" }.Order(StringComparer.Ordinal), naming);
        }
    }

    [Fact]
    public void What_needs_no_judge_scores_by_itself()
    {
        var right = new ToolGrade(ToolIsRight: true, ArgumentsAreRight: true, null, 0);

        // A kind that no file can ask for is scored by its harness.
        Assert.All(
            GraderKinds.All.Where(kind => kind.Type.Length > 0),
            kind => Assert.Equal((kind.Needs & GraderNeeds.Judge) == GraderNeeds.None, kind.Score(Turn, right) is not null));
    }

    [Theory]
    [InlineData("ToolCall")]
    [InlineData("llm_as_judge")]
    [InlineData("")]
    [InlineData("0")]
    public void Unknown_kind_refuses_to_load(string kind)
    {
        Assert.Throws<JsonException>(() => new Grader("x", kind, "It is so.", "").How);
        Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize<Grader>($$"""{"id":"x","kind":"{{kind}}","criteria":"","model":""}""", RunJson.Line));
    }

    [Fact]
    public void Nothing_to_score_is_no_grade() =>
        Assert.Equal(new GraderResult("g", 0, GradeStatus.NotApplicable, null, ""), GraderScore.ToResult(null, "g", 0));

    [Theory]
    [InlineData(0.7, 1)]
    [InlineData(0.69, 0)]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    public void Number_passes_from_what_is_enough_and_is_kept(double value, int grade)
    {
        GraderResult result = GraderScore.ToResult(GraderScore.Of(value, (0, 1), 0.7, "Why."), "g", 2);

        Assert.Equal((grade, value, null, "Why.", 2), (result.Grade, result.Value, result.Category, result.Rationale, result.TurnIndex));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.PositiveInfinity)]
    public void Number_off_its_scale_is_no_score(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GraderScore.Of(value, (0, 1), 0.5));

    [Theory]
    [InlineData("calm", 1)]
    [InlineData("Calm", 0)]
    [InlineData("cross", 0)]
    public void Word_passes_where_it_is_good_and_is_kept(string word, int grade)
    {
        GraderResult result = GraderScore.ToResult(GraderScore.Of(word, ["calm", "warm"]), "g", 0);

        Assert.Equal((grade, word, null), (result.Grade, result.Category, result.Value));
        Assert.Contains($"\"category\":\"{word}\"", JsonSerializer.Serialize(result, RunJson.Line), StringComparison.Ordinal);
    }
}
