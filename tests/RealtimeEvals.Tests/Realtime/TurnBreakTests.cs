using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;
using static RealtimeEvals.Tests.Realtime.SeveralTurnsFixture;

namespace RealtimeEvals.Tests.Realtime;

/// <summary>A session that breaks between two turns.</summary>
public sealed class TurnBreakTests
{
    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Breaks))]
    public async Task Break_between_two_turns_is_told_at_the_next_in_its_own_words(string how, string what)
    {
        await using var server = new LoopbackServer(async (context, stop) =>
        {
            using WebSocket socket = await ConfigureAsync(context, stop);
            await RespondAsync(socket, "r1", "first", stop);

            // What cannot be read before the marker is answered belongs to the first turn; a socket may close as soon as it has its
            // response.
            bool staysOpen = how is "error" or "prose" or "binary";
            if (staysOpen && await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop))
                await LoopbackServer.SendAsync(socket, """{"type":"session.updated","session":{}}""", stop);
            await BreakAsync(socket, how, stop);
            if (staysOpen) await LoopbackServer.ReceiveUntilAsync(socket, "nothing", stop);
        });
        await using RealtimeSession session = await OpenAsync(server.RealtimeAddress, NoEventLog.Instance, "[]");
        CollectedTurn first = await session.AskAsync("one", Stop);
        await ReaderOf(session).Reading.WaitAsync(Stop);

        RealtimeException exception = await Assert.ThrowsAsync<RealtimeException>(() => NextAsync(session, what));

        (string stage, string words) = how switch
        {
            "close" => (FailureStage.ResponseMissingDone, "1011: lunch break"),
            "abort" => (FailureStage.ResponseMissingDone, "before response.done"),
            "error" => (FailureStage.ResponseError, "The session has expired."),
            "prose" => (FailureStage.ResponseProtocol, "not valid JSON"),
            _ => (FailureStage.ResponseProtocol, "a binary frame"),
        };
        Assert.Equal(stage, exception.Stage);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.Equal("first", first.Text);
        CollectedTurn snapshot = session.Snapshot();
        Assert.Equal(("", 0, 0, null), (snapshot.Text, snapshot.Audio.Length, snapshot.ResponseIds.Count, snapshot.DoneAt));
    }

    public static TheoryData<string, string> Breaks()
    {
        var breaks = new TheoryData<string, string>();
        foreach (string how in new[] { "close", "abort", "error", "prose", "binary" })
        {
            foreach (string what in new[] { "speech", "text", "beside", "outputs" }) breaks.Add(how, what);
        }

        return breaks;
    }

    private static async Task BreakAsync(WebSocket socket, string how, CancellationToken stop)
    {
        switch (how)
        {
            case "close": await socket.CloseOutputAsync(WebSocketCloseStatus.InternalServerError, "lunch break", stop); break;
            case "abort": socket.Abort(); break;
            case "error":
                const string Error =
                    """{"type":"error","error":"""
                    + """{"type":"invalid_request_error","code":"session_expired","message":"The session has expired."}}""";
                await LoopbackServer.SendAsync(socket, Error, stop);
                break;
            case "prose": await LoopbackServer.SendAsync(socket, "Good night.", stop); break;
            default: await socket.SendAsync(new byte[] { 1, 2, 3 }, WebSocketMessageType.Binary, endOfMessage: true, stop); break;
        }
    }

    private static Task<CollectedTurn> NextAsync(RealtimeSession session, string what) => what switch
    {
        "speech" => session.SpeakAsync(SpeechOf("hi"), Stop),
        "text" => session.AskAsync("hi", Stop),
        "beside" => session.AskAsync(new OutOfBandPrompt("hi", ""), Stop),
        _ => session.AnswerCallsAsync([new ToolOutput("c", "look", "{}", 1, false)], Stop),
    };

    /// <summary>What reads the session's socket, whose end nothing else shows between two turns.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_reader")]
    private static extern ref SessionReader ReaderOf(RealtimeSession session);
}
