using System.Net.WebSockets;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

/// <summary>Turns in the form of Azure's preview.</summary>
public sealed class PreviewSessionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory(Timeout = 300_000)]
    [InlineData(AudioEncoding.Pcm16, TurnDetection.None)]
    [InlineData(AudioEncoding.Pcm16, TurnDetection.SemanticVad)]
    [InlineData(AudioEncoding.MuLaw, TurnDetection.ServerVad)]
    [InlineData(AudioEncoding.ALaw, TurnDetection.None)]
    public async Task Turn_is_collected_in_every_format_and_with_every_turn_detection(AudioEncoding encoding, TurnDetection detection)
    {
        var format = AudioFormat.OnTheWire(encoding, 24_000);
        await using SandboxServer sandbox = TestSandbox.Start();
        CollectedTurn turn;
        using (var log = new EventLogFile(_folder.PathOf("events.jsonl"), TimeProvider.System, sandbox.Target))
        {
            await using RealtimeSession session = await OpenAsync(
                sandbox, Configuration() with { InputFormat = format, OutputFormat = format, TurnDetection = detection }, log.Open());

            turn = await session.SpeakAsync(
                new SpokenAudio(RawClient.Speech("Hello there, thanks.", format), format, TimeSpan.FromMilliseconds(100), RealTime: false),
                Stop);
        }

        Assert.NotEmpty(turn.Text);
        Assert.True(turn.HeardAllInput);
        Assert.True(turn.Usage.OutputAudioTokens > 0 && turn.FirstTextAt <= turn.FirstAudioAt && turn.FirstAudioAt <= turn.DoneAt);
        Assert.True(format.DurationOf(turn.Audio.Length) > TimeSpan.FromSeconds(0.5));
        var events = new Events(_folder.PathOf("events.jsonl"));
        JsonElement told = events.Of("session.update")[0].GetProperty("session");
        Assert.Equal(
            (format.Name, format.Name, """["text","audio"]""", false),
            (
                told.GetProperty("input_audio_format").GetString(), told.GetProperty("output_audio_format").GetString(),
                told.GetProperty("modalities").GetRawText(), told.TryGetProperty("type", out _)));
        Assert.Contains("response.audio.delta", events.Types("server"), StringComparer.Ordinal);
        Assert.DoesNotContain(events.Types("server"), type => type.StartsWith("response.output_audio", StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task Call_and_its_answer_go_back_and_forth()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RealtimeSession session = await OpenAsync(
            sandbox,
            new SessionConfiguration
            {
                Instructions = File.ReadAllText(ProductData.PathOf("crawl", "system_prompt.txt")),
                Tools = Given.Json(File.ReadAllText(ProductData.PathOf("crawl", "tools.json"))),
            },
            NoEventLog.Instance);

        ToolCall call = Assert.Single(
            (await session.AskAsync("Could you tell me the balance on my account? The number is BW-48213.", Stop)).ToolCalls);
        CollectedTurn told = await session.AnswerCallsAsync(
            [new ToolOutput(call.CallId, call.Name, """{"balance":12}""", 1, IsError: false)],
            Stop);

        Assert.Equal("get_account_balance", call.Name);
        Assert.NotEmpty(call.CallId);
        Assert.NotEmpty(told.Text);
        Assert.NotEmpty((await session.AskAsync(new OutOfBandPrompt("Hello.", "Be short."), Stop)).Text);
    }

    [Fact(Timeout = 300_000)]
    public async Task Events_under_names_of_GA_are_none_of_this_form()
    {
        const string Sound = "\"response_id\":\"r\",\"item_id\":\"i\",\"delta\":\"AAAA\"";
        await using var server = new LoopbackServer(static async (context, stop) =>
        {
            using WebSocket socket = await LoopbackServer.AcceptAsync(context, stop);
            await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop);
            await LoopbackServer.SendAsync(socket, """{"type":"session.updated","session":{}}""", stop);
            await LoopbackServer.ReceiveUntilAsync(socket, "response.create", stop);
            string[] events =
            [
                ScriptedService.Created("r"),
                $$"""{"type":"response.output_audio.delta",{{Sound}}}""",
                $$"""{"type":"response.audio.delta",{{Sound}}}""",
                """{"type":"response.output_audio_transcript.done","response_id":"r","item_id":"i","transcript":"No."}""",
                ScriptedService.Done("r"),
            ];
            foreach (string one in events) await LoopbackServer.SendAsync(socket, one, stop);
            await LoopbackServer.ReceiveUntilAsync(socket, "nothing", stop);
        });
        string address = FormattableString.Invariant($"ws://127.0.0.1:{server.Port}/openai/realtime?api-version=v");
        await using RealtimeSession session = await OpenAsync(
            ServiceTarget.Resolve(address, null, null), Configuration(), NoEventLog.Instance);

        CollectedTurn turn = await session.AskAsync("Hello.", Stop);

        Assert.Equal((3, ""), (turn.Audio.Length, turn.Text));
    }

    [Fact(Timeout = 300_000)]
    public async Task Session_that_is_refused_is_told_with_the_service_s_words()
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        RealtimeException refused = await Assert.ThrowsAsync<RealtimeException>(
            () => OpenAsync(sandbox, Configuration() with { Voice = "nobody" }, NoEventLog.Instance));

        Assert.Contains("session.voice", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static SessionConfiguration Configuration() => new() { Instructions = "Be kind.", Tools = Given.Json("[]") };

    private static Task<RealtimeSession> OpenAsync(SandboxServer sandbox, SessionConfiguration configuration, IEventLog log) =>
        OpenAsync(ServiceTarget.Resolve(Preview.AddressOf(sandbox).AbsoluteUri, null, null), configuration, log);

    private static Task<RealtimeSession> OpenAsync(ServiceTarget target, SessionConfiguration configuration, IEventLog log) =>
        new SessionOpener(target, Patience.Ample, TimeSpan.Zero, TimeProvider.System)
            .OpenAsync(new SessionOpening("m", configuration, 1) { Log = () => log }, Stop);
}
