using System.Net;
using System.Net.WebSockets;
using RealtimeEvals.Audio;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>The key of the environment appears nowhere but in the header of a request.</summary>
public sealed class KeySecrecyCliTests
{
    private const string Created = """{"type":"session.created","session":{"id":"sess_1","model":"m"}}""";

    private readonly string _canary = $"sk-canary-{Guid.NewGuid():N}";

    /// <summary>
    /// Where the key is echoed; what the server says in answer to response.create, with KEY for the key that it was sent.
    /// </summary>
    public static TheoryData<string, string> Echoes => new()
    {
        { "error event", """{"type":"error","error":{"type":"invalid_request_error","code":"KEY","message":"Your key is KEY."}}""" },
        {
            "failed response",
            """{"type":"response.done","response":{"id":"r","status":"failed","status_details":"""
            + """{"error":{"code":"KEY","message":"Your key is KEY."}},"output":[]}}"""
        },
        {
            "transcript",
            """{"type":"response.done","response":{"id":"r","status":"completed","output":"""
            + """[{"id":"i","type":"message","content":[{"type":"output_audio","transcript":"Your key is KEY."}]}]}}"""
        },
        {
            "function call",
            """{"type":"response.done","response":{"id":"KEY","status":"completed","output":"""
            + """[{"id":"i","type":"function_call","call_id":"KEY","name":"KEY","arguments":"{\"key\":\"KEY\"}"}]}}"""
        },
        { "no event", "Your key is KEY." },
    };

    [Fact(Timeout = 300_000)]
    public async Task Run_that_succeeds_keeps_the_key_secret()
    {
        using var folder = new CliFolder();
        await using var setup = new CrawlSetup();

        var said = await folder.CrawlWithAsync(
            Environment(), "--endpoint", setup.Sandbox.Endpoint.AbsoluteUri, "--run-name", "demo", "--max-examples", "3");

        Assert.Equal(0, said.ExitCode);
        AssertSecret(folder, said.Output + said.Error);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(401)]
    [InlineData(200)]
    [InlineData(429)]
    public async Task Probe_whose_answer_echoes_the_key_keeps_it_secret(int status)
    {
        using var folder = new CliFolder();
        await using var server = new LoopbackServer((context, _) =>
            LoopbackServer.RefuseAsync(
                context, status, $$$"""{"error":{"message":"Bad: {{{Sent(context)}}}","code":"{{{Sent(context)}}}"}}"""));

        var said = await folder.CrawlWithAsync(
            Environment(), "--endpoint", server.RealtimeAddress.AbsoluteUri, "--run-name", "demo", "--retry-limit", "4");

        Assert.Equal(3, said.ExitCode);
        Assert.Contains("Bad: ", said.Error, StringComparison.Ordinal);
        AssertSecret(folder, said.Output + said.Error);
    }

    [Fact(Timeout = 300_000)]
    public async Task Probe_whose_page_is_cut_in_the_middle_of_the_key_keeps_it_secret()
    {
        using var folder = new CliFolder();
        await using var server = new LoopbackServer(
            static (context, _) => LoopbackServer.RefuseAsync(context, 200, $"{new string('x', 165)} {Sent(context)}", "text/html"));

        var said = await folder.CrawlWithAsync(Environment(), "--endpoint", server.RealtimeAddress.AbsoluteUri, "--run-name", "demo");

        AssertSecret(folder, said.Output + said.Error);
    }

    [Fact(Timeout = 300_000)]
    public async Task Case_whose_handshake_echoes_the_key_keeps_it_secret()
    {
        using var folder = new CliFolder();
        await using LoopbackServer server = Server(
            async (context, isProbe, stop) =>
            {
                if (isProbe) await ServeAsync(context, "", stop);
                else
                {
                    await LoopbackServer.RefuseAsync(
                        context, 429, $$$"""{"error":{"message":"Slow down, {{{Sent(context)}}}","code":"{{{Sent(context)}}}"}}""");
                }
            });

        var said = await CrawlOneAsync(folder, server);

        Assert.Equal(3, said.ExitCode);
        Assert.Contains("Slow down, ", said.Error, StringComparison.Ordinal);
        AssertSecret(folder, said.Output + said.Error);
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Echoes))]
    public async Task Case_whose_response_echoes_the_key_keeps_it_secret(string place, string echo)
    {
        Assert.NotEmpty(place);
        using var folder = new CliFolder();
        await using LoopbackServer server = Server((context, _, stop) => ServeAsync(context, echo, stop));

        var said = await CrawlOneAsync(folder, server);

        Assert.Single(folder.Run("demo").Column("outcome"));
        AssertSecret(folder, said.Output + said.Error);
    }

    [Fact(Timeout = 300_000)]
    public async Task Case_whose_speech_service_echoes_the_key_keeps_it_secret()
    {
        using var folder = new CliFolder();
        await using var server = new LoopbackServer(static (context, stop) => context.Request.HttpMethod == "POST"
            ? LoopbackServer.RefuseAsync(
                context, 400, $$$"""{"error":{"message":"Bad: {{{Sent(context)}}}","code":"{{{Sent(context)}}}"}}""")
            : ServeAsync(context, "", stop));

        var said = await CrawlOneAsync(folder, server);

        Assert.Equal(3, said.ExitCode);
        Assert.Equal(["speech"], folder.Run("demo").Column("failure_stage"));
        AssertSecret(folder, said.Output + said.Error);
    }

    private Dictionary<string, string> Environment() => new(StringComparer.Ordinal) { ["OPENAI_API_KEY"] = $"  {_canary}  " };

    private Task<(int ExitCode, string Output, string Error)> CrawlOneAsync(CliFolder folder, LoopbackServer server) =>
        folder.CrawlWithAsync(
            Environment(), "--endpoint", server.RealtimeAddress.AbsoluteUri,
            "--run-name", "demo", "--retry-limit", "4", "--max-examples", "1");

    /// <summary>A server that makes speech and does with each realtime connection what it is told; the first one is the probe.</summary>
    private static LoopbackServer Server(Func<HttpListenerContext, bool, CancellationToken, Task> serve)
    {
        int connections = 0;
        return new LoopbackServer(async (context, stop) =>
        {
            if (context.Request.HttpMethod == "POST")
            {
                await context.Response.OutputStream.WriteAsync(
                    PcmSamples.Encode(Signal.Tone(440, 24_000, 12_000), AudioEncoding.Pcm16), stop);
            }
            else await serve(context, Interlocked.Increment(ref connections) == 1, stop);
            if (context.Request.HttpMethod == "POST") context.Response.Close();
        });
    }

    private static async Task ServeAsync(HttpListenerContext context, string echo, CancellationToken stop)
    {
        string key = Sent(context)["Bearer ".Length..];
        using WebSocket socket = (await context.AcceptWebSocketAsync("realtime")).WebSocket;
        await LoopbackServer.SendAsync(socket, Created, stop);
        if (!await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop)) return;
        await LoopbackServer.SendAsync(socket, """{"type":"session.updated","session":{"id":"sess_1"}}""", stop);
        if (!await LoopbackServer.ReceiveUntilAsync(socket, "response.create", stop)) return;
        await LoopbackServer.SendAsync(socket, echo.Replace("KEY", key, StringComparison.Ordinal), stop);
        await LoopbackServer.ReceiveUntilAsync(socket, "nothing", stop);
    }

    private static string Sent(HttpListenerContext context) => context.Request.Headers["Authorization"]!;

    private void AssertSecret(CliFolder folder, string said)
    {
        Assert.DoesNotContain(_canary[..18], said, StringComparison.Ordinal);
        Assert.Empty(Leaks.In(folder.Path, _canary));
    }
}
