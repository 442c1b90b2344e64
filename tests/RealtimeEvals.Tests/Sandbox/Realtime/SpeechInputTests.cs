using System.Text.Json;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Realtime;

/// <summary>The sandbox ends the caller's turn, or leaves that to the client.</summary>
public sealed class SpeechInputTests
{
    private const string ServerVad = """{"type":"server_vad"}""";

    [Fact]
    public async Task Speech_and_silence_give_the_events_of_a_turn_in_the_order_of_the_service()
    {
        await using RawSession session = await RawSession.OpenAsync(ServerVad);

        await session.AppendAsync([.. RawSession.Sound(400), .. WalkSetup.Pause(600)]);

        string[] types = [.. (await session.UntilAsync("response.done")).Select(RawSession.TypeOf)];
        Assert.Equal(
            [
                "input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped",
                "input_audio_buffer.committed", "conversation.item.added",
                "conversation.item.done", "response.created",
            ],
            types.Take(6), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Events_of_a_turn_name_the_same_item()
    {
        await using RawSession session = await RawSession.OpenAsync(ServerVad);

        await session.AppendAsync([.. RawSession.Sound(400), .. WalkSetup.Pause(600)]);

        IReadOnlyList<JsonElement> events = await session.UntilAsync("response.created");
        string id = events[0].GetProperty("item_id").GetString()!;
        Assert.Equal([id, id, id], events.Take(3).Select(one => one.GetProperty("item_id").GetString()!), StringComparer.Ordinal);
        Assert.Equal(id, events[3].GetProperty("item").GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("""{"type":"server_vad"}""", 700, 1_900)]
    [InlineData("""{"type":"server_vad","silence_duration_ms":200}""", 700, 1_600)]
    [InlineData("""{"type":"server_vad","silence_duration_ms":1000,"prefix_padding_ms":0}""", 1_000, 2_400)]
    [InlineData("""{"type":"server_vad","prefix_padding_ms":5000}""", 0, 1_900)]
    [InlineData("""{"type":"semantic_vad"}""", 700, 2_000)]
    [InlineData("""{"type":"semantic_vad","eagerness":"high"}""", 700, 1_700)]
    [InlineData("""{"type":"semantic_vad","eagerness":"low"}""", 700, 2_600)]
    public async Task Turn_has_its_place_on_the_clock_of_the_audio(string detection, int start, int end)
    {
        await using RawSession session = await RawSession.OpenAsync(detection);

        // Loud from 1.00 s to 1.40 s; a click before that is no speech.
        await session.AppendAsync([.. WalkSetup.Pause(500), .. RawSession.Sound(20), .. WalkSetup.Pause(480)]);
        await session.AppendAsync([.. RawSession.Sound(400), .. WalkSetup.Pause(1_500)]);

        IReadOnlyList<JsonElement> events = await session.UntilAsync("input_audio_buffer.speech_stopped");
        Assert.Equal(
            (2, start, end),
            (events.Count, events[0].GetProperty("audio_start_ms").GetInt32(), events[1].GetProperty("audio_end_ms").GetInt32()));
    }

    [Fact]
    public async Task Second_turn_goes_on_with_the_clock()
    {
        await using RawSession session = await RawSession.OpenAsync("""{"type":"server_vad","create_response":false}""");
        byte[] turn = [.. RawSession.Sound(400), .. WalkSetup.Pause(600)];

        await session.AppendAsync([.. turn, .. turn]);

        int[] ends = [.. (await session.RestAsync()).Where(one => RawSession.TypeOf(one) == "input_audio_buffer.speech_stopped").Select(
            one => one.GetProperty("audio_end_ms").GetInt32())];
        Assert.Equal([900, 1_900], ends);
    }

    [Fact]
    public async Task Create_response_false_makes_none()
    {
        await using RawSession session = await RawSession.OpenAsync("""{"type":"server_vad","create_response":false}""");

        await session.AppendAsync([.. RawSession.Sound(400), .. WalkSetup.Pause(600)]);

        string[] types = [.. (await session.RestAsync()).Select(RawSession.TypeOf)];
        Assert.Contains("input_audio_buffer.committed", types, StringComparer.Ordinal);
        Assert.DoesNotContain(types, type => type.StartsWith("response.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Speech_during_a_response_cancels_it()
    {
        await using RawSession session = await RawSession.OpenAsync(ServerVad, "late-audio:60000x1");
        await session.AppendAsync([.. RawSession.Sound(400), .. WalkSetup.Pause(600)]);
        await session.UntilAsync("response.created");

        await session.AppendAsync(RawSession.Sound(100));

        IReadOnlyList<JsonElement> events = await session.UntilAsync("response.done");
        JsonElement response = events[^1].GetProperty("response");
        Assert.Equal("cancelled", response.GetProperty("status").GetString());
        Assert.Equal(("cancelled", "turn_detected"), (
            response.GetProperty("status_details").GetProperty("type").GetString(),
            response.GetProperty("status_details").GetProperty("reason").GetString()));
        Assert.Equal("input_audio_buffer.speech_started", RawSession.TypeOf(events[^7]));
        Assert.Equal(
            [
                "response.output_audio.done",
                "response.output_audio_transcript.done",
                "response.content_part.done",
                "conversation.item.done",
                "response.output_item.done",
            ],
            events.Skip(events.Count - 6).SkipLast(1).Select(RawSession.TypeOf));
        Assert.Equal("incomplete", response.GetProperty("output")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task Interrupt_response_false_lets_it_go_on()
    {
        await using RawSession session = await RawSession.OpenAsync(
            """{"type":"server_vad","interrupt_response":false}""", "late-audio:500x1");
        await session.AppendAsync([.. RawSession.Sound(400), .. WalkSetup.Pause(600)]);
        await session.UntilAsync("response.created");

        await session.AppendAsync(RawSession.Sound(100));

        Assert.Equal(
            "completed",
            (await session.UntilAsync("response.done"))[^1].GetProperty("response").GetProperty("status").GetString());
    }

    [Fact]
    public async Task Cancel_of_the_client_says_so()
    {
        await using RawSession session = await RawSession.OpenAsync(ServerVad, "late-audio:60000x1");
        await session.AppendAsync([.. RawSession.Sound(400), .. WalkSetup.Pause(600)]);
        await session.UntilAsync("response.created");

        await session.SendAsync("""{"type":"response.cancel"}""");

        JsonElement response = (await session.UntilAsync("response.done"))[^1].GetProperty("response");
        Assert.Equal("client_cancelled", response.GetProperty("status_details").GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"type":"server_vad"}""")]
    public async Task Silence_is_no_turn(string detection)
    {
        await using RawSession session = await RawSession.OpenAsync(detection);

        await session.AppendAsync(WalkSetup.Pause(2_000));

        Assert.Empty(await session.RestAsync());
    }

    [Fact]
    public async Task Without_turn_detection_only_the_client_ends_the_turn()
    {
        await using RawSession session = await RawSession.OpenAsync("null");
        await session.AppendAsync([.. RawSession.Sound(400), .. WalkSetup.Pause(2_000)]);
        Assert.Empty(await session.RestAsync());

        await session.SendAsync("""{"type":"input_audio_buffer.commit"}""");

        Assert.Equal(
            ["input_audio_buffer.committed", "conversation.item.added", "conversation.item.done"],
                (await session.RestAsync()).Select(RawSession.TypeOf), StringComparer.Ordinal);
    }
}
