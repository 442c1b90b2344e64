using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Sandbox.Voice;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox;

public sealed class ResponseTests
{
    private const string Thanks = "Hello there, I just wanted to say thanks.";
    private const string Balance = "Hi, could you tell me the balance on my account? The number is BW-48213, please.";

    [Fact(Timeout = 300_000)]
    public async Task Spoken_response_has_the_events_of_the_service_in_order()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        await client.SayAsync(Thanks);

        IReadOnlyList<JsonElement> events = await client.RespondAsync();

        Assert.Equal(
            [
                "response.created", "response.output_item.added", "conversation.item.added",
                "response.content_part.added", "response.output_audio_transcript.delta", "response.output_audio.delta",
                "response.output_audio.done", "response.output_audio_transcript.done", "response.content_part.done",
                "conversation.item.done", "response.output_item.done", "response.done",
            ],
            events.Select(RawClient.TypeOf).Distinct());
        string transcript = Assert.Single(events, one => RawClient.TypeOf(one) == "response.output_audio_transcript.done")
            .GetProperty("transcript").GetString()!;
        Assert.Equal(transcript, string.Concat(Deltas(events, "response.output_audio_transcript.delta")));
        byte[] audio = [.. Deltas(events, "response.output_audio.delta").SelectMany(Convert.FromBase64String)];
        Assert.Equal(new Heard(transcript, IsClear: true), FskHearing.Listen(PcmSamples.Decode(audio, AudioEncoding.Pcm16)));
    }

    [Fact(Timeout = 300_000)]
    public async Task Response_done_reports_tokens_that_add_up_and_counts_the_second_turn_s_text_as_cached()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        await client.UpdateAsync("\"instructions\":\"You are a patient agent of an energy supplier.\"");
        await client.SayAsync(Thanks);
        JsonElement first = Usage(await client.RespondAsync());
        await client.SayAsync(Thanks);
        JsonElement second = Usage(await client.RespondAsync());

        foreach (JsonElement usage in new[] { first, second })
        {
            Assert.Equal(Count(usage, "total_tokens"), Count(usage, "input_tokens") + Count(usage, "output_tokens"));
            JsonElement details = usage.GetProperty("input_token_details");
            Assert.Equal(Count(usage, "input_tokens"), Count(details, "text_tokens") + Count(details, "audio_tokens"));
            Assert.InRange(Count(details, "cached_tokens"), 0, Count(usage, "input_tokens"));
        }

        Assert.Equal(0, Count(first.GetProperty("input_token_details"), "cached_tokens"));
        Assert.Equal(
            Count(first.GetProperty("input_token_details"), "text_tokens"),
            Count(second.GetProperty("input_token_details"), "cached_tokens"));

        static JsonElement Usage(IReadOnlyList<JsonElement> events) => events[^1].GetProperty("response").GetProperty("usage");
        static int Count(JsonElement parent, string name) => parent.GetProperty(name).GetInt32();
    }

    [Fact(Timeout = 300_000)]
    public async Task Text_response_has_text_and_no_audio()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        await client.SayAsync(Thanks);

        IReadOnlyList<JsonElement> events = await client.RespondAsync("""{"output_modalities":["text"],"metadata":{"topic":"x"}}""");

        Assert.DoesNotContain(events, one => RawClient.TypeOf(one).Contains("audio", StringComparison.Ordinal));
        string text = string.Concat(Deltas(events, "response.output_text.delta"));
        JsonElement response = events[^1].GetProperty("response");
        JsonElement part = response.GetProperty("output")[0].GetProperty("content")[0];
        Assert.NotEmpty(text);
        Assert.Equal(("output_text", text), (part.GetProperty("type").GetString(), part.GetProperty("text").GetString()));
        Assert.Equal("""{"topic":"x"}""", response.GetProperty("metadata").GetRawText());
    }

    [Fact(Timeout = 300_000)]
    public async Task Tool_turn_calls_takes_the_output_and_speaks_again()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        await client.UpdateAsync($"\"tools\":{await File.ReadAllTextAsync(ProductData.PathOf("crawl", "tools.json"))}");
        await client.SayAsync(Balance);

        IReadOnlyList<JsonElement> events = await client.RespondAsync();

        JsonElement done = Assert.Single(events, one => RawClient.TypeOf(one) == "response.function_call_arguments.done");
        Assert.Equal(
            ("get_account_balance", """{"account_id":"BW-48213"}"""),
            (done.GetProperty("name").GetString(), done.GetProperty("arguments").GetString()));
        Assert.Equal(done.GetProperty("arguments").GetString(), string.Concat(Deltas(events, "response.function_call_arguments.delta")));
        Assert.Equal(
            ["message", "function_call"],
            events[^1].GetProperty("response").GetProperty("output").EnumerateArray().Select(RawClient.TypeOf));

        string callId = done.GetProperty("call_id").GetString()!;
        await client.SendAsync(
            """{"type":"conversation.item.create","item":"""
            + $$$"""{"type":"function_call_output","call_id":"{{{callId}}}","output":"{\"balance\":12.5}"}}""");
        await client.ReceiveUntilAsync("conversation.item.done");
        IReadOnlyList<JsonElement> second = await client.RespondAsync();

        Assert.Equal(
            "message",
            Assert.Single(second[^1].GetProperty("response").GetProperty("output").EnumerateArray(), _ => true)
                .GetProperty("type").GetString());
        Assert.Contains("that is done", string.Concat(Deltas(second, "response.output_audio_transcript.delta")), StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("\"tool_choice\":\"none\"", "{}")]
    [InlineData("\"tool_choice\":\"auto\"", """{"tool_choice":"none"}""")]
    [InlineData("\"tools\":[]", "{}")]
    public async Task No_tool_is_called_that_may_not_be(string session, string response)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        await client.UpdateAsync($"\"tools\":{await File.ReadAllTextAsync(ProductData.PathOf("crawl", "tools.json"))}");
        await client.UpdateAsync(session);
        await client.SayAsync(Balance);

        IReadOnlyList<JsonElement> events = await client.RespondAsync(response);

        Assert.DoesNotContain(events, one => RawClient.TypeOf(one).StartsWith("response.function_call", StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task Response_is_one_at_a_time_and_a_cancelled_one_ends_as_such()
    {
        await using SandboxServer sandbox = TestSandbox.Start("stall:60000x1");
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        await client.SayAsync(Thanks);
        await client.SendAsync("""{"type":"response.create"}""");

        await client.SendAsync("""{"type":"response.create","event_id":"second"}""");
        JsonElement error = (await client.ReceiveUntilAsync("error"))[^1].GetProperty("error");
        await client.SendAsync("""{"type":"response.cancel"}""");
        JsonElement cancelled = (await client.ReceiveUntilAsync("response.done"))[^1].GetProperty("response");
        JsonElement next = (await client.RespondAsync())[^1].GetProperty("response");

        Assert.Equal(
            ("conversation_already_has_active_response", "second"),
            (error.GetProperty("code").GetString(), error.GetProperty("event_id").GetString()));
        Assert.Equal(
            ("cancelled", "client_cancelled"),
            (cancelled.GetProperty("status").GetString(), cancelled.GetProperty("status_details").GetProperty("reason").GetString()));
        Assert.Equal("completed", next.GetProperty("status").GetString());
        Assert.NotEqual(cancelled.GetProperty("id").GetString(), next.GetProperty("id").GetString());
    }

    [Fact(Timeout = 300_000)]
    public async Task Response_may_be_asked_for_as_soon_as_the_last_one_is_over()
    {
        await using SandboxServer sandbox = TestSandbox.Start("stall:60000");
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        await client.SayAsync(Thanks);

        for (int turn = 0; turn < 200; turn++)
        {
            await client.SendAsync("""{"type":"response.create"}""");
            await client.ReceiveUntilAsync("response.output_audio.delta");
            await client.SendAsync("""{"type":"response.cancel"}""");
            await client.ReceiveUntilAsync("response.done");
        }
    }

    [Fact(Timeout = 300_000)]
    public async Task Response_outside_the_conversation_leaves_no_item_in_it()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        await client.SayAsync(Thanks);

        IReadOnlyList<JsonElement> events = await client.RespondAsync("""{"conversation":"none"}""");

        JsonElement response = events[^1].GetProperty("response");
        Assert.Equal(JsonValueKind.Null, response.GetProperty("conversation_id").ValueKind);
        Assert.DoesNotContain(events, one => RawClient.TypeOf(one).StartsWith("conversation.item", StringComparison.Ordinal));
        string id = response.GetProperty("output")[0].GetProperty("id").GetString()!;
        JsonElement missing = await client.AskAsync($$"""{"type":"conversation.item.retrieve","item_id":"{{id}}"}""");
        Assert.Equal("item_not_found", missing.GetProperty("error").GetProperty("code").GetString());
    }

    private static IEnumerable<string> Deltas(IEnumerable<JsonElement> events, string type) =>
        events.Where(one => RawClient.TypeOf(one) == type).Select(one => one.GetProperty("delta").GetString()!);
}
