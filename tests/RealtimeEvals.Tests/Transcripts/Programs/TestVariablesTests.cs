using RealtimeEvals.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Transcripts.Programs;
using Xunit;

namespace RealtimeEvals.Tests.Transcripts.Programs;

public sealed class TestVariablesTests
{
    [Theory]
    [InlineData("\"NaN\"")]
    [InlineData("\"nan%\"")]
    [InlineData("\"-inf\"")]
    [InlineData("\"Infinity chars\"")]
    [InlineData("\"\u221E\"")]
    [InlineData("\"1e999\"")]
    [InlineData("1e999")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void Value_that_is_none_is_never_good(string value)
    {
        ConversationVariable found = Read(value, "good");

        Assert.Equal((null, VariableStatus.Inconclusive), (found.Value, found.Status));
    }

    [Theory]
    [InlineData("7", 7.0, "")]
    [InlineData("\"7\"", 7.0, "")]
    [InlineData("\"0.80\"", 0.8, "0.80")]
    [InlineData("\"-3 dB\"", -3.0, "-3 dB")]
    [InlineData("\"yes\"", null, "yes")]
    [InlineData("\"information\"", null, "information")]
    [InlineData("\"1,234\"", null, "1,234")]
    [InlineData("true", null, "true")]
    public void Value_is_the_number_with_which_it_begins_or_its_words(string value, double? number, string detail)
    {
        ConversationVariable found = Read(value, "good");

        Assert.Equal((number, VariableStatus.Good, detail), (found.Value, found.Status, found.Detail));
    }

    [Theory]
    [InlineData("warning", VariableStatus.Warning)]
    [InlineData("poor", VariableStatus.Poor)]
    [InlineData("Good", VariableStatus.Inconclusive)]
    [InlineData("passed", VariableStatus.Inconclusive)]
    [InlineData("", VariableStatus.Inconclusive)]
    public void Status_is_one_of_three_words_or_inconclusive(string status, VariableStatus expected) =>
        Assert.Equal(expected, Read("1", status).Status);

    private static ConversationVariable Read(string value, string status) => Assert.Single(TestVariables.Of(StrictJson.Parse(
        $$"""{"title":"t","variables":[{"metric":"m","value":{{value}},"status":"{{status}}"}]}""")));
}
