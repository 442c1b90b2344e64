using System.Text.Json.Nodes;
using RealtimeEvals.Sandbox.Mind;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Mind;

public sealed class ArgumentSampleTests
{
    /// <summary>The properties, all required; the arguments for what was heard: "to Oslo".</summary>
    public static TheoryData<string, string> Schemas => new()
    {
        { """{"a":{"type":"string"}}""", """{"a":"to Oslo"}""" },
        { """{"a":{"type":"string","maxLength":2}}""", """{"a":"to"}""" },
        { """{"a":{"type":"string","minLength":9}}""", """{"a":"to Oslo.."}""" },
        { """{"a":{"type":"string","format":"date"}}""", """{"a":"2026-01-31"}""" },
        { """{"a":{"enum":["x","y"]}}""", """{"a":"x"}""" },
        { """{"a":{"const":7}}""", """{"a":7}""" },
        { """{"a":{"type":"integer","minimum":3},"b":{"type":"number"}}""", """{"a":3,"b":1}""" },
        { """{"a":{"type":"boolean"},"b":{"type":"null"}}""", """{"a":true,"b":null}""" },
        { """{"a":{"type":["null","boolean"]},"b":{"anyOf":[{"type":"null"},{"type":"integer"}]}}""", """{"a":true,"b":1}""" },
        {
            """{"a":{"type":"array","items":{"type":"integer"}},"b":{"type":"array","minItems":2,"items":{"type":"integer"}}}""",
            """{"a":[],"b":[1,1]}"""
        },
        {
            """{"a":{"type":"object","properties":{"x":{"type":"boolean"},"y":{"type":"boolean"}},"required":["y"]}}""",
            """{"a":{"y":true}}"""
        },
        { """{"a":{"$ref":"#/properties/b"},"b":{"type":"integer"}}""", """{"a":1,"b":1}""" },
        { """{"a":{"$ref":"#/properties/a"}}""", """{"a":null}""" },
        {
            """{"a":{"type":"array","minItems":1000000000,"items":{"type":"null"}}}""",
            """{"a":[null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null]}"""
        },
        { """{"a":5,"b":{"type":7}}""", """{"a":null,"b":null}""" },
    };

    [Theory]
    [MemberData(nameof(Schemas))]
    public void Arguments_fit_their_schema(string properties, string arguments)
    {
        JsonObject schema = new()
        {
            ["type"] = "object",
            ["properties"] = JsonNode.Parse(properties),
            ["required"] = new JsonArray([.. JsonNode.Parse(properties)!.AsObject().Select(property => (JsonNode)property.Key)]),
        };

        Assert.Equal(arguments, ArgumentSample.Of(schema, "to Oslo"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""")]
    public void Arguments_that_nobody_requires_are_left_out(string? schema) =>
        Assert.Equal("{}", ArgumentSample.Of(schema is null ? null : JsonNode.Parse(schema), "to Oslo"));

    [Theory]
    [InlineData("get_weather", "What is the weather in Oslo?", true)]
    [InlineData("getOrderStatus", "The status of my order, please.", true)]
    [InlineData("lookup", "Please call lookup now.", true)]
    [InlineData("get_order_status", "My order, please.", false)]
    [InlineData("get_weather", "Get me a taxi.", false)]
    [InlineData("get_weather", "", false)]
    public void Tool_is_named_by_its_name_or_by_the_words_of_it(string name, string words, bool isNamed) =>
        Assert.Equal(isNamed, new SessionTool(name, null).IsNamedIn(words));
}
