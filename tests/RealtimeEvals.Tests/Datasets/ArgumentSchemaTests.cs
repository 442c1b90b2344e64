using RealtimeEvals.Datasets;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets;

public sealed class ArgumentSchemaTests
{
    [Theory]
    [InlineData("""{"properties":{"name":{}},"additionalProperties":{"type":"string"}}""")]
    [InlineData("""{"properties":{"name":{}},"additionalProperties":true}""")]
    [InlineData("""{"properties":{"name":{}},"additionalProperties":{}}""")]
    [InlineData("""{"properties":{"name":{}},"unevaluatedProperties":true}""")]
    [InlineData("""{"properties":{"name":{}},"patternProperties":{"^v":{}}}""")]
    [InlineData("""{"properties":{"name":{}},"additionalProperties":false,"patternProperties":{"^v":{}}}""")]
    [InlineData("""{"properties":{"name":{}},"patternProperties":{"(":{}}}""")]
    [InlineData("""{"properties":{"name":{}},"allOf":[{"properties":{"vip":{}}}]}""")]
    [InlineData("""{"properties":{"name":{}},"anyOf":[{"properties":{"a":{}}},{"properties":{"vip":{}}}]}""")]
    [InlineData("""{"properties":{"name":{}},"if":{},"then":{"properties":{"vip":{}}}}""")]
    [InlineData("""{"$ref":"#/$defs/Book","$defs":{"Book":{"properties":{"vip":{}}}}}""")]
    [InlineData("""{"$ref":"#/$defs/a~1b%20c","$defs":{"a/b c":{"properties":{"vip":{}}}}}""")]
    [InlineData("""{"properties":{"name":{}},"strict":true,"additionalProperties":true}""")]
    [InlineData("""{"type":"object"}""")]
    [InlineData("{}")]
    public void Takes_what_the_schema_lets_in(string schema) => Assert.Empty(Unknown(schema, """{"vip":"yes"}"""));

    [Theory]
    [InlineData("""{"properties":{"name":{}}}""")]
    [InlineData("""{"properties":{"name":{}},"additionalProperties":false}""")]
    [InlineData("""{"additionalProperties":false}""")]
    [InlineData("""{"unevaluatedProperties":false}""")]
    [InlineData("""{"properties":{"name":{}},"additionalProperties":"yes"}""")]
    [InlineData("""{"properties":{"name":{}},"patternProperties":{"^w":{}}}""")]
    [InlineData("""{"allOf":[{"properties":{"name":{}}}],"additionalProperties":false}""")]
    [InlineData("""{"$ref":"#/$defs/Book","$defs":{"Book":{"properties":{"name":{}}}}}""")]
    [InlineData("""{"$ref":"#","properties":{"name":{}},"anyOf":[{"$ref":"#"},{"$ref":"#/anyOf/0"}]}""")]
    public void Does_not_take_what_is_not_among_its_parameters(string schema) =>
        Assert.Equal(["vip"], Unknown(schema, """{"vip":"yes"}"""));

    [Theory]
    [InlineData("""{"properties":{"to":{"properties":{"street":{}}}}}""", """{"to":{"strete":1}}""", "")]
    [InlineData("""{"properties":{"to":{"properties":{"street":{}},"additionalProperties":false}}}""", """{"to":{"strete":1}}""",
        "to.strete")]
    [InlineData("""{"properties":{"to":{"$ref":"#/$defs/A"}},"$defs":{"A":{"additionalProperties":false}}}""", """{"to":{"street":1}}""",
        "to.street")]
    [InlineData("""{"properties":{"all":{"items":{"properties":{"id":{}},"additionalProperties":false}}}}""",
        """{"all":[{"id":1},{"di":2}]}""", "all[1].di")]
    [InlineData("""{"properties":{"all":{"prefixItems":[{},{"additionalProperties":false}]}}}""", """{"all":[{"a":1},{"b":2},{"c":3}]}""",
        "all[1].b")]
    [InlineData("""{"properties":{},"additionalProperties":{"additionalProperties":false}}""", """{"any":{"a":1}}""", "any.a")]
    [InlineData("""{"properties":{"a":{"anyOf":[{"type":"null"},{"properties":{"b":{}},"additionalProperties":false}]}}}""",
        """{"a":{"b":1,"c":2}}""", "a.c")]
    public void Inside_of_a_parameter_others_are_taken_unless_it_says_no(string schema, string arguments, string unknown) =>
        Assert.Equal(unknown, string.Join(' ', Unknown(schema, arguments)));

    [Theory]
    [InlineData("""{"properties":{"order":{"properties":{"id":{"x-normalizer":"identifier"}}}}}""", """{"order":{"id":"BW-1"}}""",
        """{"order":{"id":"bw1"}}""")]
    [InlineData("""{"properties":{"ids":{"items":{"x-normalizer":"identifier"}}}}""", """{"ids":["BW-1"]}""", """{"ids":["bw1"]}""")]
    [InlineData("""{"properties":{"ids":{"x-normalizer":"identifier","items":{"type":"string"}}}}""", """{"ids":["BW-1"]}""",
        """{"ids":["bw1"]}""")]
    [InlineData("""{"properties":{"id":{"$ref":"#/$defs/Id"}},"$defs":{"Id":{"x-normalizer":"identifier"}}}""", """{"id":"BW-1"}""",
        """{"id":"bw1"}""")]
    [InlineData("""{"properties":{"id":{"anyOf":[{"type":"null"},{"x-normalizer":"identifier"}]}}}""", """{"id":"BW-1"}""",
        """{"id":"bw1"}""")]
    [InlineData("""{"additionalProperties":{"x-normalizer":"identifier"}}""", """{"id":"BW-1"}""", """{"id":"bw1"}""")]
    [InlineData("""{"x-normalizer":"identifier"}""", """{"id":"BW-1"}""", """{"id":"bw1"}""")]
    public void A_normalizer_counts_wherever_it_stands(string schema, string expected, string actual)
    {
        Assert.True(ArgumentMatch.Contains(Given.Json(actual), Given.Json(expected), new Tool("a", Given.Json(schema))));
        Assert.False(ArgumentMatch.Contains(Given.Json(actual), Given.Json(expected), new Tool("a", Given.Json("{}"))));
    }

    private static string[] Unknown(string schema, string arguments) =>
        [.. new Tool("a", Given.Json(schema)).Schema.UnknownIn(Given.Json(arguments))];
}
