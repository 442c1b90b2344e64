using System.Text.Json;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox;

public sealed class ConversationTests
{
    private const string Hello = "Hello there, thanks.";

    [Fact(Timeout = 300_000)]
    public async Task Items_are_created_in_the_place_that_is_named()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);

        JsonElement first = await CreateAsync(client, "a");
        JsonElement second = await CreateAsync(client, "b");
        JsonElement root = await CreateAsync(client, "c", ",\"previous_item_id\":\"root\"");
        JsonElement between = await CreateAsync(client, "d", ",\"previous_item_id\":\"a\"");
        JsonElement twice = await client.AskAsync(Item("a"));
        JsonElement nowhere = await client.AskAsync(Item("e", ",\"previous_item_id\":\"nowhere\""));

        Assert.Equal(
            [null, "a", null, "a"],
            new[] { first, second, root, between }.Select(added => added.GetProperty("previous_item_id").GetString()));
        Assert.Equal(
            ("realtime.item", "completed"),
            (first.GetProperty("item").GetProperty("object").GetString(), first.GetProperty("item").GetProperty("status").GetString()));
        Assert.Equal("item_already_exists", CodeOf(twice));
        Assert.Equal("item_not_found", CodeOf(nowhere));
    }

    [Fact(Timeout = 300_000)]
    public async Task Item_is_retrieved_until_it_is_deleted()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        await CreateAsync(client, "a");

        JsonElement retrieved = await client.AskAsync("""{"type":"conversation.item.retrieve","item_id":"a"}""");
        JsonElement deleted = await client.AskAsync("""{"type":"conversation.item.delete","item_id":"a"}""");
        JsonElement gone = await client.AskAsync("""{"type":"conversation.item.retrieve","item_id":"a"}""");

        Assert.Equal("conversation.item.retrieved", RawClient.TypeOf(retrieved));
        Assert.Equal("words of a", retrieved.GetProperty("item").GetProperty("content")[0].GetProperty("text").GetString());
        Assert.Equal(("conversation.item.deleted", "a"), (RawClient.TypeOf(deleted), deleted.GetProperty("item_id").GetString()));
        Assert.Equal("item_not_found", CodeOf(gone));
    }

    [Fact(Timeout = 300_000)]
    public async Task Spoken_item_is_truncated_within_its_length_and_loses_its_transcript()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        string item = await SpokenItemAsync(client);

        JsonElement truncated = await client.AskAsync(Truncate(item, 100));
        JsonElement retrieved = await client.AskAsync($$"""{"type":"conversation.item.retrieve","item_id":"{{item}}"}""");

        Assert.Equal(
            ("conversation.item.truncated", item, 100),
            (RawClient.TypeOf(truncated), truncated.GetProperty("item_id").GetString(), truncated.GetProperty("audio_end_ms").GetInt32()));
        JsonElement part = retrieved.GetProperty("item").GetProperty("content")[0];
        Assert.False(
            part.TryGetProperty("transcript", out JsonElement transcript)
            && transcript.ValueKind == JsonValueKind.String && transcript.GetString()!.Length > 0,
            part.GetRawText());
    }

    [Fact(Timeout = 300_000)]
    public async Task Spoken_item_is_not_truncated_beyond_its_length()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        string item = await SpokenItemAsync(client);

        JsonElement answer = await client.AskAsync(Truncate(item, 3_600_000));

        Assert.Equal("error", RawClient.TypeOf(answer));
        Assert.Equal(("invalid_value", "audio_end_ms"), (CodeOf(answer), answer.GetProperty("error").GetProperty("param").GetString()));
    }

    [Fact(Timeout = 300_000)]
    public async Task Commit_announces_the_item_that_it_made()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        await client.UpdateAsync("\"audio\":{\"input\":{\"turn_detection\":null}}");

        IReadOnlyList<JsonElement> events = await client.SayAsync(Hello);

        Assert.Equal(
            ["input_audio_buffer.committed", "conversation.item.added", "conversation.item.done"],
            events.Select(RawClient.TypeOf));
        string id = events[0].GetProperty("item_id").GetString()!;
        Assert.All(events.Skip(1), one => Assert.Equal(id, one.GetProperty("item").GetProperty("id").GetString()));
        Assert.Equal(
            ("user", "input_audio"),
            (
                events[2].GetProperty("item").GetProperty("role").GetString(),
                events[2].GetProperty("item").GetProperty("content")[0].GetProperty("type").GetString()));
    }

    [Fact(Timeout = 300_000)]
    public async Task Transcription_says_what_was_heard()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        await client.UpdateAsync("\"audio\":{\"input\":{\"transcription\":{\"model\":\"gpt-transcribe\"}}}");

        JsonElement done = (await client.SayAsync("Beaupré Street, number 114."))[^1];
        JsonElement transcribed = (await client.ReceiveUntilAsync("conversation.item.input_audio_transcription.completed"))[^1];

        Assert.Equal("Beaupré Street, number 114.", transcribed.GetProperty("transcript").GetString());
        Assert.Equal(done.GetProperty("item").GetProperty("id").GetString(), transcribed.GetProperty("item_id").GetString());
        Assert.True(transcribed.GetProperty("usage").GetProperty("seconds").GetDouble() > 0.1);
    }

    private static async Task<string> SpokenItemAsync(RawClient client)
    {
        await client.SayAsync(Hello);
        JsonElement done = (await client.RespondAsync())[^1];
        return done.GetProperty("response").GetProperty("output")[0].GetProperty("id").GetString()!;
    }

    private static async Task<JsonElement> CreateAsync(RawClient client, string id, string place = "")
    {
        await client.SendAsync(Item(id, place));
        return (await client.ReceiveUntilAsync("conversation.item.done"))[0];
    }

    private static string Item(string id, string place = "") =>
        $$$"""{"type":"conversation.item.create","item":{"id":"{{{id}}}","type":"message","role":"user","content":"""
        + $$$"""[{"type":"input_text","text":"words of {{{id}}}"}]}{{{place}}}}""";

    private static string Truncate(string item, int end) =>
        $$"""{"type":"conversation.item.truncate","item_id":"{{item}}","content_index":0,"audio_end_ms":{{end}}}""";

    private static string? CodeOf(JsonElement answer) => answer.GetProperty("error").GetProperty("code").GetString();
}
