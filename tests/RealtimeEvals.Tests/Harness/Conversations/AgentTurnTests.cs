using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using RealtimeEvals.Adapters.Recordings;
using RealtimeEvals.Audio;
using RealtimeEvals.Harness.Conversations;
using RealtimeEvals.Harness.Conversations.Tools;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Secrets;
using RealtimeEvals.Tests.Support;
using RealtimeEvals.Waiting;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations;

/// <summary>The agent's turn against a server that moves the clock itself, so that every time is exact.</summary>
public sealed class AgentTurnTests : IDisposable
{
    private const string Sound = "ECcQJxAnECc=";

    private readonly TemporaryFolder _folder = new();
    private readonly AudioRecording _heard;
    private readonly ServedTime _time = new();
    private readonly Channel<string> _seen = Channel.CreateUnbounded<string>();

    public AgentTurnTests() => _heard = new AudioRecording(new WavFiles(), _folder.PathOf("heard.wav"), AudioFormat.Pcm24K, Redactor.None);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task Every_segment_has_times_of_its_own()
    {
        await using LoopbackServer server = Serve(async (say, asked) =>
        {
            await asked();
            await say(100, """{"type":"response.created","response":{"id":"r1"}}""");
            await say(200, """{"type":"response.output_audio_transcript.delta","response_id":"r1","item_id":"m1","delta":"One moment."}""");
            await say(50, Delta("r1"));
            await say(650, Done("r1", Call("c1") + "," + Call("c2")));
            await asked();
            await say(300, Delta("r2"));
            await say(700, Done("r2", Call("c3")));
            await asked();
            await say(
                400, """{"type":"response.output_audio_transcript.delta","response_id":"r3","item_id":"m3","delta":"It is there."}""");
            await say(500, Done("r3", ""));
        });

        (AgentTurn turn, TurnResult result) = await TakeAsync(server, [Simulated.Mock("look", """{"found":"{{id}}"}""")]);

        Assert.Equal(["c1, c2", "c3", ""], result.Segments.Select(segment => string.Join(", ", segment.CallIds)));
        Assert.Equal(
            [(1, 0, 350, 300, 1_000), (2, 1_000, 300, null, 1_000), (3, 2_000, (double?)null, 400, 900)],
            result.Segments.Select(
                segment => (segment.Index, segment.OffsetMs, segment.FirstAudioMs, segment.FirstTextMs, segment.DoneMs)));
        Assert.Equal([null, 300, null], result.Segments.Select(segment => segment.ToolResultToFirstAudioMs));
        Assert.Equal(
            (350, 300, 2_900, 300),
            (result.LatencyFirstAudioMs, result.LatencyFirstTextMs, result.LatencyResponseDoneMs, result.ToolResultToFirstAudioMs));
        Assert.Equal(350, result.EndOfSpeechToFirstAudioMs);
        Assert.Equal("One moment. It is there.", result.AssistantText);
        Assert.Equal(["c1", "c2", "c3"], result.ToolCalls.Select(call => call.CallId));
        Assert.Equal(
            ["""{"found":"c1"}""", """{"found":"c2"}""", """{"found":"c3"}"""],
            result.ToolOutputs.Select(output => output.Output));
        Assert.Equal(("r1; r2; r3", 15, 6), (result.ResponseIds.ToString(), result.Usage.InputTokens, result.Usage.OutputTokens));
        Assert.Equal(16, _heard.Length);
        Assert.False(turn.IsLooping || turn.IsSilent);
    }

    [Fact(Timeout = 300_000)]
    public async Task Turn_that_breaks_in_a_later_round_keeps_what_had_come()
    {
        await using LoopbackServer server = Serve(async (say, asked) =>
        {
            await asked();
            await say(100, Delta("r1"));
            await say(100, Done("r1", Call("c1")));
            await asked();
            await say(100, """{"type":"response.output_audio_transcript.delta","response_id":"r2","item_id":"m2","delta":"It is"}""");
            await say(100, """{"type":"error","error":{"type":"server_error","message":"Out of breath."}}""");
        });

        (AgentTurn turn, TurnResult result) = await TakeAsync(server, [Simulated.Mock("look", "{}")], FailureStage.ResponseError);

        Assert.Equal(["", "It is"], result.Segments.Select(segment => segment.Text));
        Assert.Equal([200, null], result.Segments.Select(segment => segment.DoneMs));
        Assert.Equal(
            (null, null, null, null, null),
            (
                result.LatencyFirstAudioMs,
                result.LatencyFirstTextMs,
                result.LatencyResponseDoneMs,
                result.EndOfSpeechToFirstAudioMs,
                result.ToolResultToFirstAudioMs));
        Assert.Equal(
            ("It is", 1, 1, 5),
            (result.AssistantText, result.ToolCalls.Count, result.ToolOutputs.Count, result.Usage.InputTokens));
        Assert.Equal(8, _heard.Length);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Agent_that_goes_on_calling_is_stopped_after_the_last_round(int limit)
    {
        await using LoopbackServer server = Serve(async (say, asked) =>
        {
            for (int round = 0; round <= limit; round++)
            {
                await asked();
                await say(10, Done(FormattableString.Invariant($"r{round}"), Call(FormattableString.Invariant($"c{round}"))));
            }
        });

        (AgentTurn turn, TurnResult result) = await TakeAsync(server, [Simulated.Mock("look", "{}")], limit: limit);

        Assert.True(turn.IsLooping);
        Assert.Equal((limit + 1, limit, limit + 1), (result.ToolCalls.Count, result.ToolOutputs.Count, result.Segments.Count));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("", "", true)]
    [InlineData("AAAAAAAA", "", true)]
    [InlineData(Sound, "", false)]
    [InlineData("", "Hello", false)]
    public async Task Agent_is_silent_without_sound_words_and_calls(string audio, string text, bool silent)
    {
        await using LoopbackServer server = Serve(async (say, asked) =>
        {
            await asked();
            if (audio.Length > 0) await say(1, Delta("r1", audio));
            if (text.Length > 0)
            {
                await say(1, $$"""{"type":"response.output_text.done","response_id":"r1","item_id":"m1","text":"{{text}}"}""");
            }

            await say(1, Done("r1", ""));
        });

        (AgentTurn turn, _) = await TakeAsync(server, []);

        Assert.Equal(silent, turn.IsSilent);
    }

    public void Dispose()
    {
        _heard.Dispose();
        _folder.Dispose();
    }

    private static string Delta(string response, string audio = Sound) =>
        $$"""{"type":"response.output_audio.delta","response_id":"{{response}}","item_id":"a","delta":"{{audio}}"}""";

    private static string Call(string id) =>
        $$"""{"type":"function_call","id":"i{{id}}","call_id":"{{id}}","name":"look","arguments":"{\"id\":\"{{id}}\"}"}""";

    private static string Done(string id, string output) =>
        """{"type":"response.done","response":"""
        + $$"""{"id":"{{id}}","status":"completed","output":[{{output}}],"usage":{"input_tokens":5,"output_tokens":2} } }""";

    private async Task<(AgentTurn Turn, TurnResult Result)> TakeAsync(
        LoopbackServer server, RealtimeEvals.Datasets.Simulations.ToolMock[] mocks, string failure = "", int limit = 8)
    {
        var options = new ConnectOptions(ServiceTarget.Resolve(server.RealtimeAddress.AbsoluteUri, null, null), "m");
        await using RealtimeSession session = await RealtimeSession.OpenAsync(
            options, new TurnLimits(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(200)), _time, new Seen(_seen.Writer), Stop);
        await session.ConfigureAsync(new SessionConfiguration { Instructions = "x", Tools = Given.Json("[]") }, Stop);
        var tools = new MockedTools(Simulated.Call() with { Mocks = mocks }, _time);
        var turn = new AgentTurn(session, tools, _heard, limit, _time, MachineWatch.Start(_time));
        var speech = new SpokenAudio(
            PcmSamples.Encode(Signal.Tone(500, 24_000, 4_800), AudioEncoding.Pcm16),
            AudioFormat.Pcm24K,
            TimeSpan.FromMilliseconds(100),
            RealTime: false);
        if (failure.Length == 0) await turn.TakeAsync(speech, Stop);
        else Assert.Equal(failure, (await Assert.ThrowsAsync<RealtimeException>(() => turn.TakeAsync(speech, Stop))).Stage);
        return (turn, turn.AddTo(Simulated.Turn(1, "hello", "") with { FailureStage = failure }));
    }

    /// <summary>A server that says each event so many milliseconds after the one before and waits until it has arrived.</summary>
    private LoopbackServer Serve(Func<Func<int, string, Task>, Func<Task>, Task> script) => new(async (context, stop) =>
    {
        using WebSocket socket = await LoopbackServer.AcceptAsync(context, stop);
        await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop);
        await _seen.Reader.ReadAsync(stop);
        await LoopbackServer.SendAsync(socket, """{"type":"session.updated","session":{}}""", stop);
        await script(
            async (milliseconds, text) =>
            {
                _time.Advance(milliseconds);
                await LoopbackServer.SendAsync(socket, text, stop);
                await _seen.Reader.ReadAsync(stop);
            },
            () => LoopbackServer.ReceiveUntilAsync(socket, "response.create", stop));
        await LoopbackServer.ReceiveUntilAsync(socket, "nothing", stop);
    });

    /// <summary>Stamps that only the server moves; waits are those of the system.</summary>
    private sealed class ServedTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _now);

        public void Advance(int milliseconds) => Interlocked.Add(ref _now, milliseconds * TimeSpan.TicksPerMillisecond);
    }

    /// <summary>Tells of every message but the session's own answers once its time has been taken.</summary>
    private sealed class Seen(ChannelWriter<string> seen) : IEventLog
    {
        public void StartResponse(long timestamp)
        {
        }

        public void Sent(long timestamp, ReadOnlyMemory<byte> utf8)
        {
        }

        public void Received(long timestamp, ReadOnlyMemory<byte> utf8, bool isText)
        {
            string text = Encoding.UTF8.GetString(utf8.Span);
            if (!text.Contains("session.updated", StringComparison.Ordinal)) seen.TryWrite(text);
        }
    }
}
