using System.Text.Json;
using RealtimeEvals.Tests.Support;

namespace RealtimeEvals.Tests.Sandbox;

/// <summary>Turns in words of a session that has the tool <c>look</c>, and what is read from their events.</summary>
internal static class TurnFixture
{
    private const string Configuration =
        """ "instructions":"Be kind.","output_modalities":["text"],"tools":"""
        + """[{"type":"function","name":"look","parameters":{"type":"object"}}] """;

    public static async Task<RawClient> OpenAsync(OwnRules rules)
    {
        RawClient client = await RawClient.ConnectAsync(rules.Sandbox);
        await client.UpdateAsync(Configuration + """ ,"audio":{"input":{"turn_detection":null}} """);
        return client;
    }

    public static string Message(string text) =>
        $$"""{"type":"message","role":"user","content":[{"type":"input_text","text":"{{text}}"}]}""";

    public static string Lone(string text) => $$"""{"conversation":"none","input":[{{Message(text)}}]}""";

    public static string Output(string callId, string output) =>
        $$"""{"type":"function_call_output","call_id":"{{callId}}","output":{{JsonSerializer.Serialize(output)}}}""";

    public static async Task CreateAsync(RawClient client, string item)
    {
        await client.SendAsync($$"""{"type":"conversation.item.create","item":{{item}}}""");
        await client.ReceiveUntilAsync("conversation.item.done");
    }

    public static async Task<IReadOnlyList<JsonElement>> SayAsync(RawClient client, string text)
    {
        await CreateAsync(client, Message(text));
        return await client.RespondAsync();
    }

    public static async Task<IReadOnlyList<JsonElement>> AnswerAsync(RawClient client, string callId, string output)
    {
        await CreateAsync(client, Output(callId, output));
        return await client.RespondAsync();
    }

    public static async Task<string> HearAsync(RawClient client, string text) => Status(await SayAsync(client, text));

    public static string Status(IReadOnlyList<JsonElement> events) =>
        events[^1].GetProperty("response").GetProperty("status").GetString()!;

    public static JsonElement Usage(IReadOnlyList<JsonElement> events) =>
        events[^1].GetProperty("response").GetProperty("usage").GetProperty("input_token_details");

    public static int Count(JsonElement usage, string name) => usage.GetProperty(name).GetInt32();

    public static string Text(IReadOnlyList<JsonElement> events) =>
        string.Concat(
            events.Where(one => RawClient.TypeOf(one) == "response.output_text.done").Select(one => one.GetProperty("text").GetString()));

    public static IReadOnlyList<string> CallIds(IReadOnlyList<JsonElement> events) =>
        [.. events.Where(one => RawClient.TypeOf(one) == "response.function_call_arguments.done")
            .Select(one => one.GetProperty("call_id").GetString()!)];
}
