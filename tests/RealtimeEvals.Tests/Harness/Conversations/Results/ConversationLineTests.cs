using System.Text.Json;
using System.Text.RegularExpressions;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations.Results;

/// <summary>What caller and agent said, as it is written down and counted.</summary>
public sealed class ConversationLineTests
{
    [Fact(Timeout = 300_000)]
    public async Task Transcript_is_that_of_the_reference_line_by_line()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund");

        await setup.RunAsync(TestContext.Current.CancellationToken);

        string[] expected =
        [
            "TURN 1 USER: Hi there. The table lamp I bought arrived with a cracked base, and I would like my money back.",
            "TURN 1 ASSISTANT: I am sorry that it arrived with a cracked base. What is the order number for the refund, please?",
            "TURN 2 USER: Let me see. It says LK 1002.",
            "TURN 2 ASSISTANT: Thank you. I am refunding order LK-1002, which arrived with a cracked base.",
            """TURN 2 TOOL_CALL: {"name":"refund_order","arguments":"""
            + """{"order_id":"LK-1002","reason":"arrived with a cracked base"},"call_id":"ID"}""",
            """TURN 2 TOOL_OUTPUT: {"name":"refund_order","output":"""
            + """{"order_id":"LK-1002","status":"refunded","amount":"48 dollars","reference":"RL-7302"},"call_id":"ID"}""",
            "TURN 2 ASSISTANT: That is done: 48 dollars go back to your card, and the reference is RL-7302.",
            "TURN 3 USER: Oh, good. How long will that take?",
            "TURN 3 ASSISTANT: It reaches your card within five working days. Can I do anything else for you?",
            "TURN 4 USER: No, you have been a great help. Goodbye.",
            "TURN 4 ASSISTANT: You are welcome. Thank you for calling Larkspur Home, and goodbye.",
            "TURN 5 USER: END_CALL",
        ];
        Assert.Equal(
            string.Join('\n', expected),
            Regex.Replace(setup.Transcript("refund"), "call_item_[a-z0-9_]+", "ID", RegexOptions.None, TimeSpan.FromMinutes(1)));
    }

    [Fact(Timeout = 300_000)]
    public async Task Tokens_of_the_caller_are_those_of_all_its_lines_the_last_one_too()
    {
        await using ConversationSetup setup = new ConversationSetup().Use("refund");

        ConversationResult result = Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        JsonElement[] answers =
            [.. setup.Files.Events("refund")
                .Where(line =>
                    line.GetProperty("type").GetString() == "response.done" && line.GetProperty("source").GetString() == "simulator")];
        Assert.Equal(EndReason.EndCall, result.EndReason);
        Assert.Equal(answers.Sum(line => OutputTokens(line)), result.CallerUsage.OutputTokens);

        static int OutputTokens(JsonElement line) =>
            line.GetProperty("event").GetProperty("response").GetProperty("usage").GetProperty("output_tokens").GetInt32();
    }
}
