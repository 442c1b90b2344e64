using System.Text;
using RealtimeEvals.Pulse;
using Xunit;

namespace RealtimeEvals.Tests.Pulse;

public sealed class JsonSpliceTests
{
    [Theory]
    [InlineData("""{"a":1}""", "a", "2", """{"a":2}""")]
    [InlineData("""{"a":1}""", "b", "true", """{"a":1,"b":true}""")]
    [InlineData("""{"a": 1}""", "b", "true", """{"a": 1, "b": true}""")]
    [InlineData("""{"a": 1,"b": 2}""", "c", "[1,{}]", """{"a": 1,"b": 2,"c": [1,{}]}""")]
    [InlineData("""{"a":1}""", "b.c.d", "[]", """{"a":1,"b":{"c":{"d":[]}}}""")]
    [InlineData("""{"a": {}}""", "a.b.c", """{"x":1,"y":[2,3]}""", """{"a": {"b": {"c": {"x": 1, "y": [2, 3]}}}}""")]
    [InlineData("""{"g\u0061tes":{"k":1.10}}""", "gates.m", "1E5", """{"g\u0061tes":{"k":1.10,"m":1E5}}""")]
    [InlineData("""{"g\u0061tes":{"k":1.10}}""", "gates.k", "1.1", """{"g\u0061tes":{"k":1.1}}""")]
    [InlineData("""{"a":{"x":[1, 2]}}""", "a", """{"x" : [1,2]}""", """{"a":{"x":[1, 2]}}""")]
    [InlineData("{}", "a", "1", "{\n  \"a\": 1\n}")]
    [InlineData("{ }\r\n", "a.b", "1", "{\r\n  \"a\": {\r\n    \"b\": 1\r\n  }\r\n}\r\n")]
    [InlineData("{\n\"a\": 1\n}", "b.c", "[1]", "{\n\"a\": 1,\n\"b\": {\n\"c\": [\n1\n]\n}\n}")]
    [InlineData("{\n\t\"a\" : {}\n}\n", "a.b", "{\"c\":[]}", "{\n\t\"a\" : {\n\t\t\"b\" : {\n\t\t\t\"c\" : []\n\t\t}\n\t}\n}\n")]
    [InlineData(
        "{\r\n    \"a\": 1\r\n}",
        "b",
        "{\"c\":1,\"d\":[1,2]}",
        "{\r\n    \"a\": 1,\r\n    \"b\": {\r\n        \"c\": 1,\r\n"
            + "        \"d\": [\r\n            1,\r\n            2\r\n        ]\r\n    }\r\n}")]
    [InlineData("{\n  \"a\": {\"b\": 1}\n}\n", "a.c", "{\"d\":1,\"e\":2}", "{\n  \"a\": {\"b\": 1, \"c\": {\"d\": 1, \"e\": 2}}\n}\n")]
    [InlineData("{\n  \"a\": 1\n\n\n}\n", "é\"", "\"\\u00e9\"", "{\n  \"a\": 1,\n  \"é\\\"\": \"\\u00e9\"\n\n\n}\n")]
    [InlineData("""{"a":1,"b":2}""", "a", null, """{"b":2}""")]
    [InlineData("""{"a":1,"b":2}""", "b", null, """{"a":1}""")]
    [InlineData("""{"a":1 , "b":2 , "c":3}""", "b", null, """{"a":1 , "c":3}""")]
    [InlineData("{\n  \"a\": 1,\n  \"b\": {\n    \"c\": 1\n  }\n}", "b.c", null, "{\n  \"a\": 1,\n  \"b\": {}\n}")]
    [InlineData("{\n  \"a\": 1,\n  \"b\": 2\n}", "a", null, "{\n  \"b\": 2\n}")]
    [InlineData("{\n  \"a\": 1,\n  \"b\": 2\n}", "b", null, "{\n  \"a\": 1\n}")]
    [InlineData("""{"a":1}""", "b", null, """{"a":1}""")]
    [InlineData("""{"a":1}""", "b.c", null, """{"a":1}""")]
    public void Apply_changes_one_place_in_the_style_of_the_file(string json, string path, string? value, string expected)
    {
        var edit = new JsonEdit(path.Split('.'), value);

        Assert.Equal(expected, Apply(json, edit));
        Assert.Equal(expected, Apply(expected, edit));
    }

    [Fact]
    public void Apply_puts_what_is_added_in_the_order_of_the_changes() =>
        Assert.Equal(
            """{"z":0,"b":1,"a":{"d":2,"c":3}}""",
            Apply("""{"z":0}""", new(["b"], "1"), new(["a", "d"], "2"), new(["a", "c"], "3")));

    [Fact]
    public void Apply_does_not_lead_through_what_is_no_object()
    {
        var fault = Assert.Throws<InvalidDataException>(() => Apply("""{"a":{"b":[1]}}""", new JsonEdit(["a", "b", "c"], "1")));

        Assert.Equal("'a.b' is a JSON array, not an object", fault.Message);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "a.b")]
    [InlineData("a.b.c", "a.b")]
    public void Apply_takes_one_change_of_a_place(string first, string second) =>
        Assert.Throws<ArgumentException>(() => Apply("{}", new(first.Split('.'), "1"), new(second.Split('.'), "2")));

    [Fact]
    public void Apply_takes_no_change_of_the_root() => Assert.Throws<ArgumentException>(() => Apply("{}", new JsonEdit([], "1")));

    [Theory]
    [InlineData("")]
    [InlineData("NaN")]
    [InlineData("1,\"x\":2")]
    [InlineData("1}")]
    public void Apply_takes_no_value_that_is_not_JSON(string value) =>
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => Apply("""{"a":1}""", new JsonEdit(["b", "c"], value)));

    private static string Apply(string json, params JsonEdit[] edits) =>
        Encoding.UTF8.GetString(JsonSplice.Apply(Encoding.UTF8.GetBytes(json), edits));
}
