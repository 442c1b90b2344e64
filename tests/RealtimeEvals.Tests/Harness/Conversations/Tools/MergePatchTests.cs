using System.Text.Json.Nodes;
using RealtimeEvals.Harness.Conversations.Tools;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations.Tools;

public sealed class MergePatchTests
{
    /// <summary>The table of RFC 7396, appendix A.</summary>
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", """{}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""["a","b"]""", """["c","d"]""", """["c","d"]""")]
    [InlineData("""{"a":"b"}""", """["c"]""", """["c"]""")]
    [InlineData("""{"a":"foo"}""", "null", "null")]
    [InlineData("""{"a":"foo"}""", "\"bar\"", "\"bar\"")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("[1,2]", """{"a":"b","c":null}""", """{"a":"b"}""")]
    [InlineData("{}", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void Apply_follows_the_table_of_the_standard(string target, string patch, string result)
    {
        JsonNode? before = JsonNode.Parse(target);
        JsonNode? change = JsonNode.Parse(patch);

        JsonNode? after = MergePatch.Apply(before, change);

        Assert.Equal(JsonNode.Parse(result)?.ToJsonString(), after?.ToJsonString());
        Assert.Equal(JsonNode.Parse(target)?.ToJsonString(), before?.ToJsonString());
        Assert.Equal(JsonNode.Parse(patch)?.ToJsonString(), change?.ToJsonString());
    }

    [Fact]
    public void Apply_to_nothing_makes_the_object() =>
        Assert.Equal("""{"a":{"b":1}}""", MergePatch.Apply(null, JsonNode.Parse("""{"a":{"b":1,"c":null}}"""))?.ToJsonString());

    [Fact]
    public void Apply_keeps_numbers_as_they_are_written() =>
        Assert.Equal(
            """{"a":1.50,"b":12345678901234567890}""",
            MergePatch.Apply(JsonNode.Parse("""{"a":1.50}"""), JsonNode.Parse("""{"b":12345678901234567890}"""))?.ToJsonString());
}
