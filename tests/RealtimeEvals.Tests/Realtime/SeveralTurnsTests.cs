using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox.Voice;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

/// <summary>One session, several turns.</summary>
public sealed class SeveralTurnsTests
{
    private const string Updated = """{"type":"session.updated","session":{"id":"sess_1"}}""";
    private const string Tools = """[{"type":"function","name":"look","parameters":{"type":"object"}}]""";

    private const string LateCall =
        """{"type":"response.function_call_arguments.done","response_id":"r1","item_id":"c","call_id":"c","name":"look","""
        + "\"arguments\":\"{}\"}";

    private const string LateEnd =
        """{"type":"response.done","response":{"id":"r1","status":"completed","output":[]"""
        + ""","usage":{"input_tokens":1000,"output_tokens":1000}}}""";

    /// <summary>Longer than a test may take: nothing here is ever ended by it.</summary>
    private static readonly TurnLimits Patient = new(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(200));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Ask_beside_the_conversation_takes_sound_and_words_and_leaves_nothing()
    {
        await using var rules = new OwnRules();
        var log = new Wire();
        await using RealtimeSession session = await OpenAsync(rules.Sandbox.Endpoint, log, "[]");

        CollectedTurn lone = await session.AskAsync(new OutOfBandPrompt("hi", ""), Stop);
        CollectedTurn parrot = await session.AskAsync(
            new OutOfBandPrompt("Conversation so far:\n\"quoted\" \\ é", "Be a parrot Polly."), Stop);

        Assert.Equal(("Hello.", "Polly: Conversation so far:\n\"quoted\" \\ é"), (lone.Text, parrot.Text));
        Assert.Equal("Hello.", FskHearing.Listen(PcmSamples.Decode(lone.Audio.Span, AudioEncoding.Pcm16)).Text);
        Assert.True(lone.Usage.InputTokens > 0 && lone.Usage.OutputAudioTokens > 0);
        Assert.NotEqual(lone.ResponseIds, parrot.ResponseIds);
        Assert.DoesNotContain(log.Received, text => text.Contains("conversation.item.", StringComparison.Ordinal));
        JsonElement[] requests =
        [
            .. log.Sent.Select(Given.Json)
                .Where(sent => RawClient.TypeOf(sent) == "response.create")
                .Select(sent => sent.GetProperty("response")),
        ];
        Assert.All(requests, request => Assert.Equal("none", request.GetProperty("conversation").GetString()));
        Assert.Equal([false, true], requests.Select(request => request.TryGetProperty("instructions", out _)));
        Assert.Equal(
            "Conversation so far:\n\"quoted\" \\ é",
            requests[1].GetProperty("input")[0].GetProperty("content")[0].GetProperty("text").GetString());
    }

    [Fact(Timeout = 60_000)]
    public async Task Turns_of_every_kind_follow_each_other_on_one_session()
    {
        await using var rules = new OwnRules();
        await using RealtimeSession session = await OpenAsync(rules.Sandbox.Endpoint, NoEventLog.Instance, Tools);

        CollectedTurn looking = await session.SpeakAsync(Speech("Please look."), Stop);
        long? endOfSpeech = session.EndOfSpeechAt;
        ToolCall call = Assert.Single(looking.ToolCalls);
        CollectedTurn found = await session.AnswerCallsAsync(
            [new ToolOutput(call.CallId, call.Name, """{"found":"a key"}""", 1, false)],
            Stop);
        CollectedTurn lone = await session.AskAsync(new OutOfBandPrompt("hi", ""), Stop);
        CollectedTurn again = await session.AskAsync("again", Stop);
        CollectedTurn twice = await session.SpeakAsync(Speech("Now look twice."), Stop);
        CollectedTurn door = await session.AnswerCallsAsync(
            twice.ToolCalls.Select((made, index) => new ToolOutput(made.CallId, made.Name, $$"""{"found":"door {{index}}"}""", 1, false)),
            Stop);

        CollectedTurn[] turns = [looking, found, lone, again, twice, door];
        Assert.Equal(
            ["Looking.", "I found a key.", "Hello.", "I said: I found a key.", "", "I found door 1."],
            turns.Select(turn => turn.Text));
        Assert.Equal([1, 0, 0, 0, 2, 0], turns.Select(turn => turn.ToolCalls.Count));
        Assert.Equal(("look", """{"id":"7"}"""), (call.Name, call.RawArguments));
        Assert.Equal(6, turns.SelectMany(turn => turn.ResponseIds).Distinct(StringComparer.Ordinal).Count());
        Assert.All(turns, turn => Assert.True(turn.RequestedAt <= turn.DoneAt && turn.Usage.InputTokens > 0));
        Assert.Equal(turns.Select(turn => turn.RequestedAt).Order(), turns.Select(turn => turn.RequestedAt));
        Assert.True(endOfSpeech <= looking.RequestedAt
            && session.EndOfSpeechAt > door.RequestedAt == false
            && session.EndOfSpeechAt > again.DoneAt);
    }

    [Theory(Timeout = 60_000)]
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

    [Theory(Timeout = 60_000)]
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

    [Fact(Timeout = 60_000)]
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

    private static async Task<WebSocket> ConfigureAsync(System.Net.HttpListenerContext context, CancellationToken stop)
    {
        WebSocket socket = await LoopbackServer.AcceptAsync(context, stop);
        await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop);
        await LoopbackServer.SendAsync(socket, Updated, stop);
        return socket;
    }

    private static async Task RespondAsync(WebSocket socket, string id, string text, CancellationToken stop)
    {
        await LoopbackServer.ReceiveUntilAsync(socket, "response.create", stop);
        await LoopbackServer.SendAsync(socket, Created(id), stop);
        await LoopbackServer.SendAsync(socket, Done(id, text), stop);
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
        "speech" => session.SpeakAsync(Speech("hi"), Stop),
        "text" => session.AskAsync("hi", Stop),
        "beside" => session.AskAsync(new OutOfBandPrompt("hi", ""), Stop),
        _ => session.AnswerCallsAsync([new ToolOutput("c", "look", "{}", 1, false)], Stop),
    };

    private static string Created(string id) => $$"""{"type":"response.created","response":{"id":"{{id}}"} }""";

    private static string Done(string id, string text) =>
        $$"""{"type":"response.done","response":{"id":"{{id}}","status":"completed","output":"""
        + $$"""[{"type":"message","id":"m_{{id}}","content":[{"type":"output_text","text":"{{text}}"}] }]"""
        + ""","usage":{"input_tokens":3,"output_tokens":2} } }""";

    private static SpokenAudio Speech(string text) =>
        new(RawClient.Speech(text, AudioFormat.Pcm24K), AudioFormat.Pcm24K, TimeSpan.FromMilliseconds(20), RealTime: false);

    private static async Task<RealtimeSession> OpenAsync(Uri address, IEventLog log, string tools)
    {
        var options = new ConnectOptions(ServiceTarget.Resolve(address.AbsoluteUri, null, null), "gpt-realtime");
        RealtimeSession session = await RealtimeSession.OpenAsync(options, Patient, TimeProvider.System, log, Stop);
        await session.ConfigureAsync(new SessionConfiguration { Instructions = "Be kind.", Tools = Given.Json(tools) }, Stop);
        return session;
    }

    /// <summary>What reads the session's socket, whose end nothing else shows between two turns.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_reader")]
    private static extern ref SessionReader ReaderOf(RealtimeSession session);

    /// <summary>Every message as it crossed the wire.</summary>
    private sealed class Wire : IEventLog
    {
        public ConcurrentQueue<string> Sent { get; } = new();

        public ConcurrentQueue<string> Received { get; } = new();

        public void StartResponse(long timestamp)
        {
        }

        void IEventLog.Sent(long timestamp, ReadOnlyMemory<byte> utf8) => Sent.Enqueue(Encoding.UTF8.GetString(utf8.Span));

        void IEventLog.Received(long timestamp, ReadOnlyMemory<byte> utf8, bool isText) =>
            Received.Enqueue(Encoding.UTF8.GetString(utf8.Span));
    }
}
