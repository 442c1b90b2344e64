using System.Net;
using System.Net.WebSockets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Tests.Support;

/// <summary>A service that plays one list of events for each request for a response, and answers every marker.</summary>
public static class ScriptedService
{
    /// <summary>Starts one.</summary>
    /// <param name="replies">What each request is answered with.</param>
    public static LoopbackServer Start(params string[][] replies) => new((context, stop) => ServeAsync(context, replies, stop));

    /// <summary>The announcement of a response.</summary>
    public static string Created(string id) => $$"""{"type":"response.created","response":{"id":"{{id}}"} }""";

    /// <summary>The end of a response with these items, and a token in and out for each response.</summary>
    public static string Done(string id, string output = "", string status = "completed") =>
        """{"type":"response.done","response":"""
        + $$"""{"id":"{{id}}","status":"{{status}}","output":[{{output}}],"usage":{"input_tokens":1,"output_tokens":1} } }""";

    /// <summary>A message of the agent.</summary>
    public static string Message(string text) =>
        $$"""{"type":"message","id":"m_{{text}}","content":[{"type":"output_audio","transcript":"{{text}}"}]}""";

    /// <summary>A call of the agent.</summary>
    public static string Call(string id, string name = "look") =>
        $$"""{"type":"function_call","id":"i_{{id}}","call_id":"{{id}}","name":"{{name}}","arguments":"{}"}""";

    /// <summary>A finished item of a response.</summary>
    public static string Item(string response, string item) =>
        $$"""{"type":"response.output_item.done","response_id":"{{response}}","item":{{item}} }""";

    /// <summary>A refusal of the request for a response.</summary>
    public static string Error(string code, string about = "client_response.create") =>
        """{"type":"error","error":"""
        + $$"""{"type":"invalid_request_error","code":"{{code}}","message":"No.","event_id":"{{about}}","param":null} }""";

    /// <summary>What a walk over such a service makes of a case that expects no call.</summary>
    public static async Task<WalkResult> WalkAsync(params string[] events)
    {
        await using LoopbackServer server = Start(events);
        await using var walk = new WalkSetup();
        walk.UseRows(("a", walk.WriteAudio("a.wav", WalkSetup.Hum())));
        walk.Options =
            walk.Options with { Target = ServiceTarget.Resolve(server.RealtimeAddress.AbsoluteUri, null, null), Limits = Patience.Brief };
        return (await walk.RunAsync())[0];
    }

    private static async Task ServeAsync(HttpListenerContext context, string[][] replies, CancellationToken stop)
    {
        using WebSocket socket = await LoopbackServer.AcceptAsync(context, stop);
        if (!await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop)) return;
        await LoopbackServer.SendAsync(socket, """{"type":"session.updated","session":{}}""", stop);
        foreach (string[] reply in replies)
        {
            if (!await LoopbackServer.ReceiveUntilAsync(socket, "response.create", stop)) return;
            foreach (string one in reply) await LoopbackServer.SendAsync(socket, one, stop);
        }

        await LoopbackServer.ReceiveUntilAsync(socket, "nothing", stop);
    }
}
