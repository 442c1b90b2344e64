using System.Net;
using System.Net.WebSockets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.SingleTurn;

/// <summary>Replies that hold no evidence of an answer are never a pass, not even where no call was expected.</summary>
public sealed class ReplyEvidenceTests
{
    private const string Created = """{"type":"response.created","response":{"id":"r"}}""";
    private const string Text = """{"type":"response.output_audio_transcript.delta","response_id":"r","item_id":"i","delta":"Hello."}""";
    private const string Done = """{"type":"response.done","response":{"id":"r","status":"completed","output":[]}}""";
    private const string Unnamed =
        """{"type":"response.function_call_arguments.done","response_id":"r","item_id":"f","call_id":"c","arguments":"{}"}""";
    private const string Silence = """{"type":"response.output_audio.delta","response_id":"r","item_id":"i","delta":"AAAAAAAA"}""";
    private const string OtherText =
        """{"type":"response.output_audio_transcript.delta","response_id":"other","item_id":"i","delta":"Hello."}""";
    private const string OtherDone = """{"type":"response.done","response":{"id":"other","status":"completed","output":[]}}""";

    public static TheoryData<string, string[], Outcome, string> Replies => new()
    {
        { "an answer", [Created, Text, Done], Outcome.Pass, "" },
        { "nothing", [Created, Done], Outcome.Inconclusive, "" },
        { "sound without a sound", [Created, Silence, Done], Outcome.Inconclusive, "" },
        { "a call without a name", [Created, Text, Unnamed, Done], Outcome.Error, FailureStage.ResponseProtocol },
        { "an answer to somebody else", [Created, OtherText, OtherDone], Outcome.Error, FailureStage.ResponseProtocol },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Replies))]
    public async Task Reply_to_a_case_that_expects_no_call(string reply, string[] events, Outcome outcome, string stage)
    {
        await using var server = new LoopbackServer((context, stop) => ServeAsync(context, events, stop));
        await using var walk = new WalkSetup();
        walk.UseRows(("a", walk.WriteAudio("a.wav", WalkSetup.Hum())));
        walk.Options =
            walk.Options with { Target = ServiceTarget.Resolve(server.RealtimeAddress.AbsoluteUri, null, null), Limits = Patience.Brief };

        WalkResult result = Assert.Single(await walk.RunAsync());

        Assert.Equal((reply, outcome, stage), (reply, result.Outcome, result.FailureStage));
    }

    private static async Task ServeAsync(HttpListenerContext context, string[] events, CancellationToken stop)
    {
        using WebSocket socket = await LoopbackServer.AcceptAsync(context, stop);
        if (!await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop)) return;
        await LoopbackServer.SendAsync(socket, """{"type":"session.updated","session":{}}""", stop);
        if (!await LoopbackServer.ReceiveUntilAsync(socket, "response.create", stop)) return;
        foreach (string one in events) await LoopbackServer.SendAsync(socket, one, stop);
        await LoopbackServer.ReceiveUntilAsync(socket, "nothing", stop);
    }
}
