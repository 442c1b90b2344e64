using System.Net.WebSockets;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Realtime.SeveralTurnsFixture;

namespace RealtimeEvals.Tests.Realtime;

/// <summary>Responses that come late, or were never announced.</summary>
public sealed class LateEventTests
{
    private const string LateCall =
        """{"type":"response.function_call_arguments.done","response_id":"r1","item_id":"c","call_id":"c","name":"look","""
        + "\"arguments\":\"{}\"}";

    private const string LateEnd =
        """{"type":"response.done","response":{"id":"r1","status":"completed","output":[]"""
        + ""","usage":{"input_tokens":1000,"output_tokens":1000}}}""";

    [Theory(Timeout = 300_000)]
    [InlineData("""{"type":"response.output_audio.delta","response_id":"r1","item_id":"i","delta":"AAAA"}""", true)]
    [InlineData("""{"type":"response.output_audio.delta","response_id":"r1","item_id":"i","delta":"AAAA"}""", false)]
    [InlineData("""{"type":"response.output_audio_transcript.delta","response_id":"r1","item_id":"i","delta":"late"}""", true)]
    [InlineData("""{"type":"response.output_audio_transcript.delta","response_id":"r1","item_id":"i","delta":"late"}""", false)]
    [InlineData("""{"type":"response.output_text.done","response_id":"r1","item_id":"i","text":"late"}""", false)]
    [InlineData(LateCall, true)]
    [InlineData(LateCall, false)]
    [InlineData(
        """{"type":"response.output_item.done","response_id":"r1","item":"""
            + """{"type":"message","id":"i","content":[{"type":"output_text","text":"late"}]}}""",
        false)]
    [InlineData(LateEnd, true)]
    [InlineData(LateEnd, false)]
    [InlineData("""{"type":"response.done","response":{"id":"r1","status":"failed","output":[]}}""", true)]
    public async Task Late_event_of_an_earlier_response_is_no_part_of_the_next_turn(string late, bool announced)
    {
        await using var server = new LoopbackServer(async (context, stop) =>
        {
            using WebSocket socket = await ConfigureAsync(context, stop);
            await RespondAsync(socket, "r1", "first", stop);
            await LoopbackServer.ReceiveUntilAsync(socket, "response.create", stop);
            if (announced) await LoopbackServer.SendAsync(socket, Created("r2"), stop);
            await LoopbackServer.SendAsync(socket, late, stop);
            if (!announced) await LoopbackServer.SendAsync(socket, Created("r2"), stop);
            await LoopbackServer.SendAsync(socket, Done("r2", "second"), stop);
            await LoopbackServer.ReceiveUntilAsync(socket, "nothing", stop);
        });
        await using RealtimeSession session = await OpenAsync(server.RealtimeAddress, NoEventLog.Instance, "[]");
        await session.AskAsync(new OutOfBandPrompt("one", ""), Stop);

        CollectedTurn second = await session.AskAsync(new OutOfBandPrompt("two", ""), Stop);

        Assert.Equal(
            ("second", 0, 0, "r2", 3),
            (second.Text, second.Audio.Length, second.ToolCalls.Count, second.ResponseIds.ToString(), second.Usage.InputTokens));
    }

    [Fact(Timeout = 300_000)]
    public async Task Response_that_was_never_announced_is_taken_in_every_turn()
    {
        await using var server = new LoopbackServer(static async (context, stop) =>
        {
            using WebSocket socket = await ConfigureAsync(context, stop);
            foreach (string id in new[] { "r1", "r2", "r3" })
            {
                await LoopbackServer.ReceiveUntilAsync(socket, "response.create", stop);
                await LoopbackServer.SendAsync(socket, Done(id, $"reply {id}"), stop);
            }

            await LoopbackServer.ReceiveUntilAsync(socket, "nothing", stop);
        });
        await using RealtimeSession session = await OpenAsync(server.RealtimeAddress, NoEventLog.Instance, "[]");

        foreach (string id in new[] { "r1", "r2", "r3" }) Assert.Equal($"reply {id}", (await session.AskAsync("go on", Stop)).Text);
    }
}
