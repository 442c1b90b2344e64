using System.Text.Json;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Sandbox.TurnFixture;

namespace RealtimeEvals.Tests.Sandbox;

/// <summary>What a client gives back for the calls of a turn.</summary>
public sealed class ToolOutputTests
{
    [Fact(Timeout = 300_000)]
    public async Task Outputs_of_several_calls_are_taken_and_the_last_is_answered()
    {
        await using var rules = new OwnRules();
        await using RawClient client = await OpenAsync(rules);
        IReadOnlyList<string> calls = CallIds(await SayAsync(client, "look twice"));
        await CreateAsync(client, Output(calls[0], """{"found":"a key"}"""));

        IReadOnlyList<JsonElement> events = await AnswerAsync(client, calls[1], """{"found":"a door"}""");

        Assert.Equal(2, calls.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("I found a door.", Text(events));
        Assert.Equal("Done.", Text(await AnswerAsync(client, calls[0], "")));
    }

    [Fact(Timeout = 300_000)]
    public async Task Words_after_an_output_are_answered_instead_of_it()
    {
        await using var rules = new OwnRules();
        await using RawClient client = await OpenAsync(rules);
        string call = CallIds(await SayAsync(client, "look"))[0];
        await CreateAsync(client, Output(call, """{"found":"a key"}"""));

        Assert.Equal("Hello.", Text(await SayAsync(client, "hi")));
    }

    [Fact(Timeout = 300_000)]
    public async Task Output_of_a_call_that_nobody_made_is_refused()
    {
        await using var rules = new OwnRules();
        await using RawClient client = await OpenAsync(rules);
        await SayAsync(client, "look");

        JsonElement error =
            (await client.AskAsync($$"""{"type":"conversation.item.create","item":{{Output("call_of_nobody", "{}")}}}"""))
                .GetProperty("error");

        Assert.Equal(
            ("invalid_tool_call_id", "item.call_id"),
            (error.GetProperty("code").GetString(), error.GetProperty("param").GetString()));
    }

    [Fact(Timeout = 300_000)]
    public async Task Output_is_counted_among_the_tokens_of_what_goes_in()
    {
        await using var rules = new OwnRules();
        await using RawClient client = await OpenAsync(rules);
        IReadOnlyList<JsonElement> looking = await SayAsync(client, "look");

        IReadOnlyList<JsonElement> answered = await AnswerAsync(client, CallIds(looking)[0], new string('x', 4_000));

        Assert.True(Count(Usage(answered), "text_tokens") >= Count(Usage(looking), "text_tokens") + 1_000);
    }
}
