using System.Text.Json;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox;

public sealed class ToolChoiceTests
{
    private const string Tools =
        """ "tools":[{"type":"function","name":"get_weather","parameters":{"type":"object","properties":"""
        + """{"city":{"type":"string"}},"required":["city"]}},{"type":"function","name":"get_account_balance"}] """;

    /// <summary>What was said; the choice; the calls.</summary>
    [Theory(Timeout = 300_000)]
    [InlineData("Good morning.", "\"required\"", "get_weather {\"city\":\"Good morning.\"}")]
    [InlineData("Good morning.", """{"type":"function","name":"get_account_balance"}""", "get_account_balance {}")]
    [InlineData("How much is outstanding on account BW-48213?", "\"required\"", "get_account_balance {\"account_id\":\"BW-48213\"}")]
    [InlineData(
        "How much is outstanding on account BW-48213?",
        """{"type":"function","name":"get_weather"}""",
        "get_weather {\"city\":\"How much is outstanding on account BW-48213?\"}")]
    [InlineData("How much is outstanding on account BW-48213?", "\"none\"", "")]
    [InlineData("What is the weather in Oslo?", "\"auto\"", "get_weather {\"city\":\"What is the weather in Oslo?\"}")]
    [InlineData("What is the weather in Oslo?", "\"none\"", "")]
    [InlineData("Tell me my account balance.", "\"auto\"", "")]
    public async Task Choice_decides_what_is_called(string said, string choice, string calls)
    {
        foreach (bool isOfSession in new[] { true, false })
        {
            await using SandboxServer sandbox = TestSandbox.Start();
            await using RawClient client = await RawClient.ConnectAsync(sandbox);
            string fields = $"{Tools},\"tool_choice\":{choice}";
            await client.UpdateAsync(isOfSession ? fields : "\"instructions\":\"x\"");
            await client.SayAsync(said);

            JsonElement done = (await client.RespondAsync(isOfSession ? "{}" : $"{{{fields}}}"))[^1];

            Assert.Equal(
                calls,
                string.Join(", ", done.GetProperty("response").GetProperty("output").EnumerateArray().Where(IsCall).Select(Describe)));
        }
    }

    [Theory(Timeout = 300_000)]
    [InlineData("{}", false)]
    [InlineData("""{"tool_choice":"required"}""", true)]
    public async Task Session_that_requires_a_call_does_not_call_again_after_the_output_unless_the_response_does(
        string response, bool calls)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        await client.UpdateAsync($"{Tools},\"tool_choice\":\"required\"");
        await client.SayAsync("What is the weather in Oslo?");
        string call =
            (await client.RespondAsync())[^1].GetProperty("response").GetProperty("output")[0].GetProperty("call_id").GetString()!;
        await client.SendAsync(
            $$$"""{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"{{{call}}}","output":"{}"}}""");
        await client.ReceiveUntilAsync("conversation.item.done");

        JsonElement done = (await client.RespondAsync(response))[^1];

        Assert.Equal(calls, done.GetProperty("response").GetProperty("output").EnumerateArray().Any(IsCall));
    }

    private static bool IsCall(JsonElement item) => item.GetProperty("type").GetString() == "function_call";

    private static string Describe(JsonElement call) =>
        $"{call.GetProperty("name").GetString()} {call.GetProperty("arguments").GetString()}";
}
