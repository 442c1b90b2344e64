using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets;

public sealed class ToolSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<DataProblem> _problems = [];

    [Theory]
    [InlineData("{}", "$", "a JSON object")]
    [InlineData("null", "$", "a JSON null")]
    [InlineData("\"tools\"", "$", "a JSON string")]
    [InlineData("", null, "it is not JSON")]
    [InlineData("[{]", null, "it is not JSON")]
    [InlineData("[] []", null, "it is not JSON")]
    [InlineData("""[{"type":"function","name":"a","name":"b"}]""", null, "it is not JSON")]
    [InlineData("[1]", "$[0]", "not a function")]
    [InlineData("""[{"type":"function","name":"a"},{"type":"mcp","name":"b"}]""", "$[1]", "not a function")]
    [InlineData("""[{"name":"a"}]""", "$[0]", "not a function")]
    [InlineData("""[{"type":1,"name":"a"}]""", "$[0]", "not a function")]
    [InlineData("""[{"type":"function"}]""", "$[0].name", "missing or blank")]
    [InlineData("""[{"type":"function","name":" "}]""", "$[0].name", "missing or blank")]
    [InlineData("""[{"type":"function","name":5}]""", "$[0].name", "missing or blank")]
    [InlineData("""[{"type":"function","name":"a"},{"type":"function","name":"a"}]""", "$[1].name", "'a' appears more than once")]
    [InlineData("""[{"type":"function","name":"a","parameters":[]}]""", "$[0].parameters", "a JSON array")]
    [InlineData(
        """[{"type":"function","name":"a","parameters":{"properties":{"p":{"x-normalizer":"phone"}}}}]""",
        "$[0].parameters.properties.p.x-normalizer",
        "'phone'")]
    [InlineData(
        """[{"type":"function","name":"a","parameters":{"properties":{"p":{"x-normalizer":5}}}}]""",
        "$[0].parameters.properties.p.x-normalizer",
        "'5'")]
    [InlineData(
        """[{"type":"function","name":"a","parameters":{"properties":{"p":{"x-normalizer":"Text"}}}}]""",
        "$[0].parameters.properties.p.x-normalizer",
        "'Text'")]
    [InlineData("""[{"type":"function","name":"a","parameters":{"x-normalizer":"id"}}]""", "$[0].parameters.x-normalizer", "'id'")]
    [InlineData("""[{"type":"function","name":"a","parameters":{"properties":{"p":{"items":{"x-normalizer":"id"}}}}}]""",
        "$[0].parameters.properties.p.items.x-normalizer", "'id'")]
    [InlineData("""[{"type":"function","name":"a","parameters":{"properties":{"p":{"anyOf":[{},{"x-normalizer":"id"}]}}}}]""",
        "$[0].parameters.properties.p.anyOf[1].x-normalizer", "'id'")]
    [InlineData("""[{"type":"function","name":"a","parameters":{"$defs":{"P":{"x-normalizer":"id"}}}}]""",
        "$[0].parameters.$defs.P.x-normalizer", "'id'")]
    public void Read_wrong_file_is_a_problem_with_its_path(string json, string? place, string found)
    {
        Assert.Null(ToolSet.Read(_folder.Write("tools.json", json), _problems));

        DataProblem problem = Assert.Single(_problems);
        Assert.Equal(place, problem.Column);
        Assert.Contains(found, problem.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_reports_every_problem_at_once()
    {
        Assert.Null(ToolSet.Read(
            _folder.Write("tools.json", """[1,{"type":"function"},{"type":"function","name":"a","parameters":5}]"""),
            _problems));

        Assert.Equal(["$[0]", "$[1].name", "$[2].parameters"], _problems.Select(problem => problem.Column), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("""[{"type":"function","name":"\ud800"}]""")]
    [InlineData("""[{"type":"function","name":"a","parameters":{"properties":{"\ud800":{}}}}]""")]
    [InlineData("""[{"type":"function","name":"a","description":"\udc00"}]""")]
    public void Read_half_a_surrogate_pair_is_a_problem_of_the_file(string json)
    {
        Assert.Null(ToolSet.Read(_folder.Write("tools.json", json), _problems));

        Assert.Single(_problems);
    }

    [Fact]
    public void ForService_is_the_file_without_our_keys()
    {
        ToolSet tools = Given.Tools(
            """
            [{"type":"function","name":"pay","x-note":1,"description":"Beaupré \u00e9 \/ \"q\"",
              "parameters":{"type":"object","properties":{"amount":{"type":"number","minimum":1.50
            """
            + """
            ,"x-normalizer":"text","enum":[1.0,1e3,null,true]}},
              "x-y":{"z":[]},"required":["amount"],"additionalProperties":false,"X-kept":2,"ax-kept":3}}]
            """);

        const string Expected =
            """
            [{"type":"function","name":"pay","description":"Beaupré é / \"q\"",
              "parameters":{"type":"object","properties":{"amount":{"type":"number","minimum":1.50,"enum":[1.0,1e3,null,true]}},
              "required":["amount"],"additionalProperties":false,"X-kept":2,"ax-kept":3}}]
            """;
        Assert.True(JsonElement.DeepEquals(Given.Json(Expected), tools.ForService), tools.ForService.GetRawText());
        Assert.Contains("1.50", tools.ForService.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("1e3", tools.ForService.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("text", tools.Find("pay")!.Schema.Of("amount").Normalizer);
    }

    [Theory]
    [InlineData("listed", "known", true)]
    [InlineData("listed", "other", false)]
    [InlineData("unlisted", "other", true)]
    [InlineData("bare", "other", true)]
    [InlineData("empty", "other", false)]
    public void HasParameter_is_strict_only_where_the_schema_lists_them(string tool, string parameter, bool expected)
    {
        ToolSet tools = Given.Tools(
            """
            [{"type":"function","name":"listed","parameters":{"properties":{"known":{}}}}
            """
            + """
            ,{"type":"function","name":"unlisted","parameters":{"type":"object"}},
             {"type":"function","name":"bare"},{"type":"function","name":"empty","parameters":{"properties":{}}}]
            """);

        Assert.Equal(expected, tools.Find(tool)!.HasParameter(parameter));
        Assert.Null(tools.Find("Listed"));
    }

    public void Dispose() => _folder.Dispose();
}
