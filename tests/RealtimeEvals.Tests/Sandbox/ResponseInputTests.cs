using System.Text.Json;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Sandbox.TurnFixture;

namespace RealtimeEvals.Tests.Sandbox;

/// <summary>Responses that bring their own input, in the conversation and beside it.</summary>
public sealed class ResponseInputTests
{
    [Fact(Timeout = 300_000)]
    public async Task Prompt_beside_the_conversation_is_a_turn_of_its_own_even_after_a_tool()
    {
        await using var rules = new OwnRules("status:failedx1#2");
        await using RawClient client = await OpenAsync(rules);
        IReadOnlyList<JsonElement> looking = await SayAsync(client, "look");
        await CreateAsync(client, Output(CallIds(looking)[0], """{"found":"a key"}"""));

        IReadOnlyList<JsonElement> beside = await client.RespondAsync(Lone("hi"));

        Assert.Equal(("failed", "Hello."), (Status(beside), Text(beside)));
        IReadOnlyList<JsonElement> round = await client.RespondAsync();
        Assert.Equal(("completed", "I found a key."), (Status(round), Text(round)));
    }

    [Fact(Timeout = 300_000)]
    public async Task Prompt_beside_the_conversation_leaves_no_item_and_does_not_change_what_follows()
    {
        await using var rules = new OwnRules();
        await using RawClient client = await OpenAsync(rules);
        await SayAsync(client, "hi");

        IReadOnlyList<JsonElement> beside = await client.RespondAsync(Lone("What was said before?"));
        JsonElement response = beside[^1].GetProperty("response");
        JsonElement retrieved = await client.AskAsync(
            $$"""{"type":"conversation.item.retrieve","item_id":"{{response.GetProperty("output")[0].GetProperty("id").GetString()}}"}""");

        Assert.Equal("Pardon?", Text(beside));
        Assert.Equal(JsonValueKind.Null, response.GetProperty("conversation_id").ValueKind);
        Assert.DoesNotContain(beside, one => RawClient.TypeOf(one).StartsWith("conversation.", StringComparison.Ordinal));
        Assert.Equal("item_not_found", retrieved.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal("I said: Hello.", Text(await SayAsync(client, "again")));
    }

    [Fact(Timeout = 300_000)]
    public async Task Input_of_a_response_in_the_conversation_joins_with_its_answer_alone()
    {
        await using var rules = new OwnRules();
        await using RawClient client = await OpenAsync(rules);

        IReadOnlyList<JsonElement> events = await client.RespondAsync(
            """{"input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]}]}""");

        Assert.Equal("Hello.", Text(events));
        Assert.Equal("conv_sandbox", events[^1].GetProperty("response").GetProperty("conversation_id").GetString());
        Assert.Single(events, one => RawClient.TypeOf(one) == "conversation.item.done");
        Assert.Equal("I said: Hello.", Text(await SayAsync(client, "again")));
    }

    [Fact(Timeout = 300_000)]
    public async Task Instructions_of_a_response_count_for_it_alone()
    {
        await using var rules = new OwnRules();
        await using RawClient client = await OpenAsync(rules);

        string[] said =
        [
            Text(
                await client.RespondAsync(
                    """{"instructions":"Be a parrot Polly now.","conversation":"none","input":"""
                    + """[{"type":"message","role":"user","content":"""
                    + """[{"type":"input_text","text":"hi"},{"type":"input_text","text":"again"}]}]}""")),
            Text(await client.RespondAsync(Lone("hi"))),
            Text(await SayAsync(client, "hi")),
        ];

        Assert.Equal(["Polly: hi again", "Hello.", "Hello."], said);
    }

    [Fact(Timeout = 300_000)]
    public async Task Tokens_of_a_prompt_beside_the_conversation_are_those_of_the_prompt_and_the_session()
    {
        await using var rules = new OwnRules();
        await using RawClient client = await OpenAsync(rules);
        JsonElement empty = Usage(await client.RespondAsync(Lone("1234")));
        await SayAsync(client, new string('x', 4_000));
        await client.SayAsync("And some sound too.");

        JsonElement later = Usage(await client.RespondAsync(Lone("12345678")));
        JsonElement within = Usage(await client.RespondAsync());

        Assert.Equal(Count(empty, "text_tokens") + 1, Count(later, "text_tokens"));
        Assert.Equal(0, Count(later, "audio_tokens"));
        Assert.True(Count(within, "text_tokens") > Count(later, "text_tokens") + 1_000);
        Assert.True(Count(within, "audio_tokens") > 0);
        Assert.All([empty, later, within], usage => Assert.InRange(Count(usage, "cached_tokens"), 0, Count(usage, "text_tokens")));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("""{"input":{}}""", "invalid_type", "response.input")]
    [InlineData("""{"input":["hi"]}""", "invalid_type", "response.input[0]")]
    [InlineData("""{"input":[{}]}""", "missing_required_parameter", "response.input[0].type")]
    [InlineData("""{"input":[{"type":"text"}]}""", "invalid_value", "response.input[0].type")]
    [InlineData("""{"input":[{"type":7}]}""", "invalid_type", "response.input[0].type")]
    [InlineData("""{"input":[{"type":"message","role":"caller","content":[]}]}""", "invalid_value", "response.input[0].role")]
    [InlineData("""{"input":[{"type":"message","role":"user","content":"hi"}]}""", "invalid_type", "response.input[0].content")]
    [InlineData(
        """{"input":[{"type":"message","role":"user","content":[{"text":"hi"}]}]}""",
        "missing_required_parameter",
        "response.input[0].content[0].type")]
    [InlineData(
        """{"input":[{"type":"message","role":"user","content":[{"type":"text","text":"hi"}]}]}""",
        "invalid_value",
        "response.input[0].content[0].type")]
    [InlineData(
        """{"input":[{"type":"message","role":"user","content":[{"type":"input_text","text":["hi"]}]}]}""",
        "invalid_type",
        "response.input[0].content[0].text")]
    [InlineData(
        """{"input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}],"mood":1}]}""",
        "unknown_parameter",
        "response.input[0].mood")]
    [InlineData("""{"input":[{"type":"item_reference"}]}""", "missing_required_parameter", "response.input[0].id")]
    [InlineData("""{"input":[{"type":"item_reference","id":"i","role":"user"}]}""", "unknown_parameter", "response.input[0].role")]
    [InlineData("""{"conversation":"nowhere"}""", "invalid_value", "response.conversation")]
    [InlineData("""{"instructions":5}""", "invalid_type", "response.instructions")]
    public async Task Input_of_a_wrong_shape_is_refused_with_its_place(string response, string code, string param)
    {
        await using var rules = new OwnRules();
        await using RawClient client = await OpenAsync(rules);

        JsonElement error =
            (await client.AskAsync($$"""{"type":"response.create","event_id":"mine","response":{{response}}}""")).GetProperty("error");

        Assert.Equal(
            (code, param, "mine"),
            (error.GetProperty("code").GetString(), error.GetProperty("param").GetString(), error.GetProperty("event_id").GetString()));
        Assert.Equal("completed", await HearAsync(client, "hi"));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("""{"type":"message","role":"user"}""", "item.content", "response.input[0].content")]
    [InlineData("""{"type":"message","role":"user","content":[]}""", "item.content", "response.input[0].content")]
    public async Task Message_without_content_is_refused_as_an_item_and_as_input(string item, string ofItem, string ofInput)
    {
        await using var rules = new OwnRules();
        await using RawClient client = await OpenAsync(rules);

        JsonElement created = await client.AskAsync($$"""{"type":"conversation.item.create","item":{{item}}}""");
        JsonElement asked = await client.AskAsync(
            $$"""{"type":"response.create","response":{"conversation":"none","input":[{{item}}] } }""");

        Assert.Equal(ofItem, created.GetProperty("error").GetProperty("param").GetString());
        Assert.Equal("error", RawClient.TypeOf(asked));
        Assert.Equal(ofInput, asked.GetProperty("error").GetProperty("param").GetString());
    }
}
