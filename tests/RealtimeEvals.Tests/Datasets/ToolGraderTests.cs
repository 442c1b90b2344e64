using RealtimeEvals.Datasets;
using RealtimeEvals.Grading;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Datasets;

public sealed class ToolGraderTests
{
    private static readonly ToolSet Tools = Given.Tools("""[{"type":"function","name":"pay"},{"type":"function","name":"look"}]""");

    [Theory]
    [InlineData("", "{}", "", true, true, "", 0)]
    [InlineData("", "{}", "look({})", false, false, "0", 0)]
    [InlineData("", "{}", "look({}) look({})", false, false, "0", 0)]
    [InlineData("pay", "{}", "", false, false, "", 0)]
    [InlineData("pay", "{\"a\":1}", "pay({\"a\":1})", true, true, "0", 0)]
    [InlineData("pay", "{\"a\":1}", "pay({\"a\":2})", true, false, "0", 0)]
    [InlineData("pay", "{\"a\":1}", "look({\"a\":1})", false, false, "0", 0)]
    [InlineData("pay", "{}", "Pay({})", false, false, "0", 0)]
    [InlineData("pay", "{\"a\":1}", "look({}) pay({\"a\":1})", false, true, "1", 0)]
    [InlineData("pay", "{\"a\":1}", "pay({\"a\":2}) look({\"a\":1})", false, false, "0", 0)]
    [InlineData("pay", "{\"a\":1}", "pay({\"a\":1}) pay({\"a\":1})", true, true, "0", 1)]
    [InlineData("pay", "{\"a\":1}", "pay({\"a\":2}) pay({\"a\":1}) pay({\"a\":1})", true, true, "1", 2)]
    [InlineData("pay", "{\"a\":1}", "pay({\"a\":2}) pay({\"a\":3})", true, false, "0", 1)]
    [InlineData("pay", "{\"a\":1}", "look({}) pay({\"a\":2}) pay({\"a\":3})", false, false, "1", 1)]
    [InlineData("pay", "{}", "pay({\"anything\":[1]})", true, true, "0", 0)]
    [InlineData("pay", "{}", "pay()", true, true, "0", 0)]
    [InlineData("pay", "{\"a\":1}", "pay()", true, false, "0", 0)]
    [InlineData("pay", "{\"a\":1}", "pay({\"a\":2,\"a\":1})", true, false, "0", 0)]
    [InlineData("pay", "{\"a\":1}", "pay({\"a\":1,\"a\":2})", true, false, "0", 0)]
    [InlineData("pay", "{\"a\":1}", "pay({\"a\":1,\"a\":1})", true, false, "0", 0)]
    [InlineData("pay", "{\"a\":1}", "pay({\"\\u0061\":2,\"a\":1})", true, false, "0", 0)]
    [InlineData("pay", "{\"a\":1}", "pay({\"a\":1,\"b\":[{\"c\":1,\"c\":2}]})", true, false, "0", 0)]
    [InlineData("pay", "{}", "pay({\"b\":1,\"b\":2})", true, false, "0", 0)]
    public void Grade_follows_the_truth_table(
        string expected, string arguments, string made, bool tool, bool match, string graded, int repeated)
    {
        ToolCall[] calls = [.. made.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((text, index) => Call(text, $"{index}"))];

        ToolGrade grade = ToolGrader.Grade(expected, Given.Json(arguments), calls, Tools);

        Assert.Equal(
            (tool, match, graded, repeated),
            (grade.ToolIsRight, grade.ArgumentsAreRight, grade.Graded?.CallId ?? "", grade.Repeated));
        Assert.Equal(tool && match, grade.IsRight);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"{}\"")]
    [InlineData("{}{}")]
    [InlineData("{'a':1}")]
    public void Grade_arguments_that_are_no_object_satisfy_nothing(string raw)
    {
        ToolGrade grade = ToolGrader.Grade("pay", Given.Json("{}"), [new ToolCall("pay", raw, "0")], Tools);

        Assert.True(grade.ToolIsRight);
        Assert.False(grade.ArgumentsAreRight);
        Assert.Equal("{}", grade.Graded?.ParseArguments().GetRawText());
    }

    [Fact]
    public void Grade_malformed_first_call_leaves_the_second_to_satisfy()
    {
        ToolGrade grade = ToolGrader.Grade("pay", Given.Json("{}"), [new ToolCall("pay", "{", "0"), new ToolCall("pay", "{}", "1")], Tools);

        Assert.True(grade.IsRight);
        Assert.Equal("1", grade.Graded?.CallId);
    }

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\udc00":1}""")]
    public void Grade_half_a_surrogate_pair_is_a_wrong_argument(string raw)
    {
        ToolGrade grade = ToolGrader.Grade("pay", Given.Json("""{"a":"x"}"""), [new ToolCall("pay", raw, "0")], Tools);

        Assert.True(grade.ToolIsRight);
        Assert.False(grade.ArgumentsAreRight);
    }

    [Fact]
    public void Grade_tool_that_no_tools_file_knows_is_compared_as_text() =>
        Assert.True(
            ToolGrader.Grade("other", Given.Json("""{"a":"X y"}"""), [new ToolCall("other", """{"a":"x, Y"}""", "0")], Tools).IsRight);

    private static ToolCall Call(string text, string id)
    {
        int at = text.IndexOf('(', StringComparison.Ordinal);
        return new ToolCall(text[..at], text[(at + 1)..^1], id);
    }
}
