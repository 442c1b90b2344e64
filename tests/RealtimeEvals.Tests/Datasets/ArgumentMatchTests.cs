using RealtimeEvals.Datasets;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets;

public sealed class ArgumentMatchTests
{
    private static readonly Tool Tool = Given.Tools(
        """[{"type":"function","name":"t","parameters":{"properties":{"id":{"x-normalizer":"identifier"}"""
        + ""","address":{"x-normalizer":"address"},"text":{"x-normalizer":"text"},"plain":{}}}}]""").Find("t")!;

    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""")]
    [InlineData("""{"a":{"b":1,"c":2},"d":3}""", """{"a":{"b":1}}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":{}}""")]
    [InlineData("""{"a":[1,2,3]}""", """{"a":[1,2]}""")]
    [InlineData("""{"a":[1]}""", """{"a":[]}""")]
    [InlineData("""{"a":[{"b":1,"c":2}]}""", """{"a":[{"c":2}]}""")]
    [InlineData("""{"a":null}""", """{"a":null}""")]
    [InlineData("""{"a":true,"b":false}""", """{"b":false,"a":true}""")]
    public void Contains_more_than_expected_is_right(string actual, string expected) => Assert.True(Contains(actual, expected));

    [Theory]
    [InlineData("{}", """{"a":1}""")]
    [InlineData("""{"A":1}""", """{"a":1}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":{"b":2}}""")]
    [InlineData("""{"a":{}}""", """{"a":{"b":null}}""")]
    [InlineData("""{"a":[1]}""", """{"a":[1,2]}""")]
    [InlineData("""{"a":[2,1]}""", """{"a":[1,2]}""")]
    [InlineData("""{"a":[0,1]}""", """{"a":[1]}""")]
    [InlineData("""{"a":true}""", """{"a":false}""")]
    public void Contains_less_or_other_than_expected_is_wrong(string actual, string expected) => Assert.False(Contains(actual, expected));

    [Theory]
    [InlineData("25.5", "\"25.5\"")]
    [InlineData("null", "\"null\"")]
    [InlineData("null", "\"None\"")]
    [InlineData("null", "\"\"")]
    [InlineData("true", "\"true\"")]
    [InlineData("1", "true")]
    [InlineData("0", "false")]
    [InlineData("0", "null")]
    [InlineData("[1]", "\"[1]\"")]
    [InlineData("[\"a\"]", "\"a\"")]
    [InlineData("{}", "[]")]
    [InlineData("{}", "\"{}\"")]
    [InlineData("{}", "null")]
    public void Contains_values_of_two_JSON_types_are_never_equal(string left, string right)
    {
        Assert.False(Contains($$"""{"plain":{{left}}}""", $$"""{"plain":{{right}}}"""));
        Assert.False(Contains($$"""{"plain":{{right}}}""", $$"""{"plain":{{left}}}"""));
    }

    [Theory]
    [InlineData("64.50", "64.5", true)]
    [InlineData("1e3", "1000", true)]
    [InlineData("1E+3", "1000.0", true)]
    [InlineData("-0", "0", true)]
    [InlineData("-0.0", "0e5", true)]
    [InlineData("0.1", "1e-1", true)]
    [InlineData("5", "-5", false)]
    [InlineData("1.25", "125", false)]
    [InlineData("9007199254740993", "9007199254740992", false)]
    [InlineData("12345678901234567890123", "12345678901234567890124", false)]
    [InlineData("1234567890123456789012345678901234567890", "1234567890123456789012345678901234567891", false)]
    [InlineData("1234567890123456789012345678901234567890", "1234567890123456789012345678901234567890", true)]
    [InlineData("0.1000000000000000055511151231257827", "0.1", false)]
    [InlineData("1e-30", "0", false)]
    [InlineData("1e-30", "1e-30", true)]
    [InlineData("1e30", "1e30", true)]
    [InlineData("1e400", "1e400", true)]
    [InlineData("1e400", "1e401", false)]
    public void Contains_numbers_compare_by_value(string left, string right, bool equal)
    {
        Assert.Equal(equal, Contains($$"""{"a":{{left}}}""", $$"""{"a":{{right}}}"""));
        Assert.Equal(equal, Contains($$"""{"a":{{right}}}""", $$"""{"a":{{left}}}"""));
    }

    [Theory]
    [InlineData("-5", "5", false)]
    [InlineData("+5", "5", false)]
    [InlineData("1.25", "1 25", false)]
    [InlineData("1.25", "1,25", false)]
    [InlineData("02", "2", false)]
    [InlineData("5.0", "5", true)]
    [InlineData(" 5 ", "5", true)]
    [InlineData("1e3", "1000", true)]
    [InlineData("five", "5", false)]
    [InlineData("12345678901234567890", "12345678901234567891", false)]
    [InlineData("Hello, World!", "hello world", true)]
    [InlineData("hello", "hello world", false)]
    [InlineData("2026-12-14", "2026 12 14", true)]
    [InlineData("?!", "...", false)]
    [InlineData("?!", "?!", true)]
    [InlineData("?!", "", false)]
    [InlineData("a", "", false)]
    [InlineData("", "", true)]
    [InlineData("true", "True", true)]
    public void Contains_texts_compare_as_words_and_numbers_in_text_as_numbers(string left, string right, bool equal)
    {
        Assert.Equal(equal, Contains($$"""{"text":"{{left}}"}""", $$"""{"text":"{{right}}"}"""));
        Assert.Equal(equal, Contains($$"""{"unlisted":"{{right}}"}""", $$"""{"unlisted":"{{left}}"}"""));
    }

    [Theory]
    [InlineData("id", "BW-48213", "bw 48213", true)]
    [InlineData("id", "00123", "123", false)]
    [InlineData("id", "1-2", "12", true)]
    [InlineData("id", "1.0", "1", false)]
    [InlineData("plain", "BW-48213", "bw48213", false)]
    [InlineData("address", "350 Harbor Ave, Unit 12", "350 harbor avenue unit 12", true)]
    [InlineData("address", "350 Harbor Ave", "350 Harbor Ave Unit 12", false)]
    [InlineData("plain", "350 Harbor Ave", "350 Harbor Avenue", false)]
    public void Contains_parameter_is_compared_through_its_normalizer(string parameter, string left, string right, bool equal)
    {
        Assert.Equal(equal, Contains($$"""{"{{parameter}}":"{{left}}"}""", $$"""{"{{parameter}}":"{{right}}"}"""));
        Assert.Equal(equal, Contains($$"""{"{{parameter}}":["{{right}}"]}""", $$"""{"{{parameter}}":["{{left}}"]}"""));
    }

    private static bool Contains(string actual, string expected) => ArgumentMatch.Contains(Given.Json(actual), Given.Json(expected), Tool);
}
