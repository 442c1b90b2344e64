using System.Text.Json;
using RealtimeEvals.Datasets;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets;

public sealed class SentToolsTests
{
    /// <summary>Names that users chose, and data: none of the keys in it is ours.</summary>
    [Theory]
    [InlineData("""{"properties":{"x-note":{"type":"string"}},"required":["x-note"]}""")]
    [InlineData("""{"properties":{"x-normalizer":{"type":"string"}}}""")]
    [InlineData("""{"properties":{"headers":{"type":"object","properties":{"x-api-key":{"type":"string"}}}}}""")]
    [InlineData("""{"properties":{"list":{"items":{"properties":{"x-a":{}}}}}}""")]
    [InlineData("""{"patternProperties":{"x-.*":{"type":"string"}}}""")]
    [InlineData("""{"$defs":{"x-header":{"type":"string"}},"properties":{"h":{"$ref":"#/$defs/x-header"}}}""")]
    [InlineData("""{"definitions":{"x-header":{"type":"string"}}}""")]
    [InlineData("""{"dependentSchemas":{"x-a":{"required":["x-b"]}}}""")]
    [InlineData("""{"dependentRequired":{"x-a":["x-b"]}}""")]
    [InlineData("""{"dependencies":{"x-a":["x-b"],"x-c":{"properties":{"x-d":{}}}}}""")]
    [InlineData("""{"properties":{"h":{"default":{"x-trace":"1","x-list":[{"x-deep":1}]}}}}""")]
    [InlineData("""{"properties":{"h":{"enum":[{"x-trace":"1"},"x-plain"]}}}""")]
    [InlineData("""{"properties":{"h":{"const":{"x-trace":"1"}}}}""")]
    [InlineData("""{"properties":{"h":{"examples":[{"x-trace":"1"}]}}}""")]
    [InlineData("""{"properties":{"h":{"unknownToUs":{"x-trace":"1"}}}}""")]
    [InlineData("""{"properties":{"h":{"anyOf":[{"properties":{"x-a":{}}},{"type":"null"}]}}}""")]
    [InlineData("""{"properties":{"h":{"additionalProperties":{"properties":{"x-a":{}}}}}}""")]
    [InlineData("""{"properties":{"h":{"additionalProperties":true,"prefixItems":[true,false,{"properties":{"x-a":{}}}]}}}""")]
    public void What_is_the_users_own_is_sent(string parameters) => AssertSent(parameters, parameters);

    [Theory]
    [InlineData("""{"x-note":1,"properties":{"p":{"x-note":{"properties":{}},"type":"string"}}}""",
        """{"properties":{"p":{"type":"string"}}}""")]
    [InlineData("""{"properties":{"x-a":{"x-note":1}}}""", """{"properties":{"x-a":{}}}""")]
    [InlineData("""{"properties":{"properties":{"x-note":1,"properties":{"x-a":{"x-note":1}}}}}""",
        """{"properties":{"properties":{"properties":{"x-a":{}}}}}""")]
    [InlineData("""{"items":[{"x-note":1},{"items":{"x-note":1}}]}""", """{"items":[{},{"items":{}}]}""")]
    [InlineData("""{"allOf":[{"x-note":1}],"not":{"x-note":1},"if":{"x-note":1},"then":{"x-note":1},"else":{"x-note":1}}""",
        """{"allOf":[{}],"not":{},"if":{},"then":{},"else":{}}""")]
    [InlineData("""{"$defs":{"x-d":{"x-note":1,"additionalProperties":{"x-note":1}}}}""",
        """{"$defs":{"x-d":{"additionalProperties":{}}}}""")]
    [InlineData("""{"patternProperties":{"x-.":{"x-note":1}},"dependencies":{"x-a":{"x-note":1}}}""",
        """{"patternProperties":{"x-.":{}},"dependencies":{"x-a":{}}}""")]
    public void Our_keys_are_not_sent_wherever_a_keyword_may_stand(string parameters, string sent) => AssertSent(parameters, sent);

    [Fact]
    public void Keys_of_a_tool_are_ours_only_beside_its_own()
    {
        ToolSet tools = Given.Tools("""[{"type":"function","x-owner":{"name":"x"},"name":"a","metadata":{"x-kept":1}}]""");

        Assert.Equal("""[{"type":"function","name":"a","metadata":{"x-kept":1}}]""", tools.ForService.GetRawText());
    }

    private static void AssertSent(string parameters, string sent)
    {
        JsonElement tool = Given.Tools($$"""[{"type":"function","name":"a","parameters":{{parameters}}}]""").ForService[0];

        Assert.Equal(sent, tool.GetProperty("parameters").GetRawText());
    }
}
