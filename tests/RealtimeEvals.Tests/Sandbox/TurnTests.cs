using System.Net.WebSockets;
using System.Text.Json;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox;

/// <summary>Several turns of one session: faults that wait for their turn, tools, and prompts beside the conversation.</summary>
public sealed class TurnTests
{
    private const string Configuration =
        """ "instructions":"Be kind.","output_modalities":["text"],"tools":"""
        + """[{"type":"function","name":"look","parameters":{"type":"object"}}] """;

    [Fact(Timeout = 60_000)]
    public async Task Fault_of_a_turn_leaves_the_turns_around_it_alone()
    {
        await using var rules = new OwnRules("status:failed#2");
        await using RawClient client = await OpenAsync(rules);

        Assert.Equal(
            ["completed", "failed", "completed"],
            [await HearAsync(client, "hi"), await HearAsync(client, "hi"), await HearAsync(client, "hi")]);
    }

    [Fact(Timeout = 60_000)]
    public async Task Fault_counts_for_every_session_unless_it_says_how_often()
    {
        await using var rules = new OwnRules("status:incompletex1#1", "status:cancelled#2");

        foreach (string first in new[] { "incomplete", "completed" })
        {
            await using RawClient client = await OpenAsync(rules);
            Assert.Equal(
                [first, "cancelled", "completed"],
                [await HearAsync(client, "hi"), await HearAsync(client, "hi"), await HearAsync(client, "hi")]);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task Rounds_of_tools_belong_to_the_turn_that_began_them()
    {
        await using var rules = new OwnRules("status:failed#2");
        await using RawClient client = await OpenAsync(rules);

        IReadOnlyList<JsonElement> looking = await SayAsync(client, "look");
        IReadOnlyList<JsonElement> round = await AnswerAsync(client, CallIds(looking)[0], """{"found":"a key"}""");

        Assert.Equal(["completed", "completed"], new[] { looking, round }.Select(Status));
        Assert.Equal("I found a key.", Text(round));
        Assert.Equal("failed", await HearAsync(client, "hi"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Break_of_a_turn_counts_its_events_from_there()
    {
        await using var rules = new OwnRules("drop:3#2");
        await using RawClient client = await OpenAsync(rules);
        IReadOnlyList<JsonElement> first = await SayAsync(client, "hi");
        await CreateAsync(client, Message("hi"));

        var second = new List<JsonElement>();
        await client.SendAsync("""{"type":"response.create"}""");
        await Assert.ThrowsAsync<WebSocketException>(async () =>
        {
            while (true) second.Add(await client.ReceiveAsync());
        });

        Assert.True(first.Count > 5);
        Assert.InRange(second.Count, 0, 3);
        Assert.DoesNotContain(second, one => RawClient.TypeOf(one) == "response.done");
    }

    [Fact(Timeout = 60_000)]
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

    [Fact(Timeout = 60_000)]
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

    [Fact(Timeout = 60_000)]
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

    [Fact(Timeout = 60_000)]
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

    [Fact(Timeout = 60_000)]
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

    [Theory(Timeout = 60_000)]
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

    [Theory(Timeout = 60_000)]
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

    [Fact(Timeout = 60_000)]
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

    [Fact(Timeout = 60_000)]
    public async Task Words_after_an_output_are_answered_instead_of_it()
    {
        await using var rules = new OwnRules();
        await using RawClient client = await OpenAsync(rules);
        string call = CallIds(await SayAsync(client, "look"))[0];
        await CreateAsync(client, Output(call, """{"found":"a key"}"""));

        Assert.Equal("Hello.", Text(await SayAsync(client, "hi")));
    }

    [Fact(Timeout = 60_000)]
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

    [Fact(Timeout = 60_000)]
    public async Task Output_is_counted_among_the_tokens_of_what_goes_in()
    {
        await using var rules = new OwnRules();
        await using RawClient client = await OpenAsync(rules);
        IReadOnlyList<JsonElement> looking = await SayAsync(client, "look");

        IReadOnlyList<JsonElement> answered = await AnswerAsync(client, CallIds(looking)[0], new string('x', 4_000));

        Assert.True(Count(Usage(answered), "text_tokens") >= Count(Usage(looking), "text_tokens") + 1_000);
    }

    private static async Task<RawClient> OpenAsync(OwnRules rules)
    {
        RawClient client = await RawClient.ConnectAsync(rules.Sandbox);
        await client.UpdateAsync(Configuration + """ ,"audio":{"input":{"turn_detection":null}} """);
        return client;
    }

    private static string Message(string text) =>
        $$"""{"type":"message","role":"user","content":[{"type":"input_text","text":"{{text}}"}]}""";

    private static string Lone(string text) => $$"""{"conversation":"none","input":[{{Message(text)}}]}""";

    private static string Output(string callId, string output) =>
        $$"""{"type":"function_call_output","call_id":"{{callId}}","output":{{JsonSerializer.Serialize(output)}}}""";

    private static async Task CreateAsync(RawClient client, string item)
    {
        await client.SendAsync($$"""{"type":"conversation.item.create","item":{{item}}}""");
        await client.ReceiveUntilAsync("conversation.item.done");
    }

    private static async Task<IReadOnlyList<JsonElement>> SayAsync(RawClient client, string text)
    {
        await CreateAsync(client, Message(text));
        return await client.RespondAsync();
    }

    private static async Task<IReadOnlyList<JsonElement>> AnswerAsync(RawClient client, string callId, string output)
    {
        await CreateAsync(client, Output(callId, output));
        return await client.RespondAsync();
    }

    private static async Task<string> HearAsync(RawClient client, string text) => Status(await SayAsync(client, text));

    private static string Status(IReadOnlyList<JsonElement> events) =>
        events[^1].GetProperty("response").GetProperty("status").GetString()!;

    private static JsonElement Usage(IReadOnlyList<JsonElement> events) =>
        events[^1].GetProperty("response").GetProperty("usage").GetProperty("input_token_details");

    private static int Count(JsonElement usage, string name) => usage.GetProperty(name).GetInt32();

    private static string Text(IReadOnlyList<JsonElement> events) =>
        string.Concat(
            events.Where(one => RawClient.TypeOf(one) == "response.output_text.done").Select(one => one.GetProperty("text").GetString()));

    private static IReadOnlyList<string> CallIds(IReadOnlyList<JsonElement> events) =>
        [.. events.Where(one => RawClient.TypeOf(one) == "response.function_call_arguments.done")
            .Select(one => one.GetProperty("call_id").GetString()!)];
}
