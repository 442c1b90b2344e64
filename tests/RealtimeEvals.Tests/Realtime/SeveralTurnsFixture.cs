using System.Net.WebSockets;
using RealtimeEvals.Audio;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Realtime;

/// <summary>One session for several turns, and the service's side of it.</summary>
internal static class SeveralTurnsFixture
{
    private const string Updated = """{"type":"session.updated","session":{"id":"sess_1"}}""";

    /// <summary>Longer than a test may take: nothing here is ever ended by it.</summary>
    private static readonly TurnLimits Patient = new(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(200));

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<WebSocket> ConfigureAsync(System.Net.HttpListenerContext context, CancellationToken stop)
    {
        WebSocket socket = await LoopbackServer.AcceptAsync(context, stop);
        await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop);
        await LoopbackServer.SendAsync(socket, Updated, stop);
        return socket;
    }

    public static async Task RespondAsync(WebSocket socket, string id, string text, CancellationToken stop)
    {
        await LoopbackServer.ReceiveUntilAsync(socket, "response.create", stop);
        await LoopbackServer.SendAsync(socket, Created(id), stop);
        await LoopbackServer.SendAsync(socket, Done(id, text), stop);
    }

    public static string Created(string id) => $$"""{"type":"response.created","response":{"id":"{{id}}"} }""";

    public static string Done(string id, string text) =>
        $$"""{"type":"response.done","response":{"id":"{{id}}","status":"completed","output":"""
        + $$"""[{"type":"message","id":"m_{{id}}","content":[{"type":"output_text","text":"{{text}}"}] }]"""
        + ""","usage":{"input_tokens":3,"output_tokens":2} } }""";

    public static SpokenAudio SpeechOf(string text) =>
        new(RawClient.Speech(text, AudioFormat.Pcm24K), AudioFormat.Pcm24K, TimeSpan.FromMilliseconds(20), RealTime: false);

    public static async Task<RealtimeSession> OpenAsync(Uri address, IEventLog log, string tools)
    {
        var options = new ConnectOptions(ServiceTarget.Resolve(address.AbsoluteUri, null, null), "gpt-realtime");
        RealtimeSession session = await RealtimeSession.OpenAsync(options, Patient, TimeProvider.System, log, Stop);
        await session.ConfigureAsync(new SessionConfiguration { Instructions = "Be kind.", Tools = Given.Json(tools) }, Stop);
        return session;
    }
}
