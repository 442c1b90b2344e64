using RealtimeEvals.Harness.SingleTurn;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using Xunit;

namespace RealtimeEvals.Tests.Harness.SingleTurn;

/// <summary>What the service says must neither run in a spreadsheet nor break the table.</summary>
public sealed class SingleTurnTableTests
{
    private static readonly CrawlResult Hostile = new()
    {
        RunId = "r", CaseId = "a", AssistantText = "=1+1", PredictedToolCall = "=1+1",
        PredictedArguments = "{}", ErrorType = "=1+1", ErrorMessage = "=1+1",
        Model = "=1+1", ResponseIds = new ValueList<string>(["=1+1"]),
    };

    [Theory]
    [InlineData("assistant_text")]
    [InlineData("pred_tool_call")]
    [InlineData("error_type")]
    [InlineData("error_message")]
    [InlineData("model")]
    [InlineData("response_ids")]
    public void Cell_of_what_the_service_said_is_no_formula(string column) => Assert.Equal("'=1+1", Cell(column, Hostile));

    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\udc00":1}""")]
    public void Cell_of_tool_calls_takes_half_a_surrogate_pair(string arguments)
    {
        CrawlResult result = Hostile with { ToolCalls = new ValueList<ToolCall>([new ToolCall("pay", arguments, "1")]) };

        Assert.Contains("raw_arguments", Cell("tool_calls", result), StringComparison.Ordinal);
    }

    /// <summary>What stands in the table.</summary>
    private static string Cell(string column, CrawlResult result) =>
        SpreadsheetCell.Of(
            SingleTurnTable.Columns<CrawlResult>("input_audio_path").Single(candidate => candidate.Name == column).Cell(result));
}
