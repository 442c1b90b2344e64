using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Conversations;

/// <summary>A service that echoes the key leaves it in no file, no result and no message.</summary>
public sealed class ConversationKeyTests
{
    private const string Created = """{"type":"session.created","session":{"id":"sess_1","model":"m"}}""";

    private readonly string _canary = $"sk-canary-{Guid.NewGuid():N}";

    /// <summary>What a service says in answer to response.create, with KEY for the key that it was sent.</summary>
    private static readonly string[] Echoes =
    [
        """{"type":"error","error":{"type":"invalid_request_error","code":"KEY","message":"Your key is KEY."}}""",
        """{"type":"response.done","response":{"id":"KEY","status":"failed","status_details":"""
        + """{"error":{"code":"KEY","message":"Your key is KEY."}},"output":[]}}""",
        """{"type":"response.done","response":{"id":"r","status":"completed","output":"""
        + """[{"id":"i","type":"message","content":[{"type":"output_audio","transcript":"Your key is KEY."}]}]}}""",
        """{"type":"response.done","response":{"id":"KEY","status":"completed","output":"""
        + """[{"id":"i","type":"function_call","call_id":"KEY","name":"KEY","arguments":"{\"key\":\"KEY\"}"}]}}""",
        """{"type":"session.updated","session":{"id":"KEY","model":"KEY"}}""",
        "Your key is KEY.",
        "close",
    ];

    public static TheoryData<string, int> Sides
    {
        get
        {
            var data = new TheoryData<string, int>();
            for (int echo = 0; echo < Echoes.Length; echo++)
            {
                data.Add("assistant", echo);
                data.Add("simulator", echo);
            }

            return data;
        }
    }

    /// <summary>What the judge's endpoint answers: status and body.</summary>
    public static TheoryData<int, string> Judges => new()
    {
        { 400, """{"error":{"message":"Your key is KEY.","code":"KEY","type":"KEY"}}""" },
        { 401, """{"error":{"message":"Incorrect API key provided: KEY.","code":"invalid_api_key"}}""" },
        { 403, "<html>KEY</html>" },
        { 200, "Your key is KEY." },
        { 200, Response("Your key is KEY.") },
        { 200, Response($"{new string('x', 180)} KEY") },
        { 200, Response("""{\"grade\":1,\"rationale\":\"Your key is KEY.\"}""") },
        { 200, Response("""{\"grade\":\"KEY\",\"rationale\":\"x\"}""") },
        {
            200,
            """{"id":"resp_1","object":"response","status":"failed","model":"KEY","error":"""
            + """{"code":"KEY","message":"Your key is KEY."},"output":[]}"""
        },
        {
            200,
            """{"id":"resp_1","object":"response","status":"completed","model":"KEY","output":"""
            + """[{"type":"message","content":[{"type":"refusal","refusal":"Your key is KEY."}]}]}"""
        },
        {
            200,
            """{"id":"resp_1","object":"response","status":"completed","model":"m-KEY","output":"""
            + """[{"type":"message","content":[{"type":"output_text","text":"{\"grade\":1,\"rationale\":\"x\"}"}]}]}"""
        },
    };

    /// <summary>What the transcription or speech endpoint answers: status and body.</summary>
    public static TheoryData<int, string> Sounds => new()
    {
        { 400, """{"error":{"message":"Your key is KEY.","code":"KEY"}}""" },
        { 401, """{"error":{"message":"Incorrect API key provided: KEY.","code":"invalid_api_key"}}""" },
        { 200, "Your key is KEY." },
        { 200, """{"text":"Your key is KEY."}""" },
    };

    [Fact(Timeout = 300_000)]
    public async Task Run_that_succeeds_keeps_the_key_secret()
    {
        await using ConversationSetup setup = Setup("refund", "scripted_two_orders");

        IReadOnlyList<ConversationResult> results = await setup.RunAsync(TestContext.Current.CancellationToken);

        Assert.All(results, result => Assert.Equal(Outcome.Pass, result.Outcome));
        AssertSecret(setup);
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Sides))]
    public async Task Side_that_echoes_the_key_keeps_it_secret(string side, int echo)
    {
        await using ConversationSetup setup = Setup(side == "assistant" ? "scripted_two_orders" : "refund");
        await using var server = new LoopbackServer(
            (context, stop) => ServeAsync(context, Of(context).Contains(side, StringComparison.Ordinal) ? Echoes[echo] : "", stop));
        setup.Options =
            setup.Options with { Target = setup.Sandbox.Target with { Realtime = server.RealtimeAddress, Provider = "loopback" } };

        Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        AssertSecret(setup);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("assistant", 429)]
    [InlineData("simulator", 429)]
    [InlineData("assistant", 401)]
    [InlineData("simulator", 401)]
    [InlineData("probe", 401)]
    public async Task Handshake_that_echoes_the_key_keeps_it_secret(string side, int status)
    {
        await using ConversationSetup setup = Setup("refund");
        await using var server = new LoopbackServer((context, stop) => Of(context).Contains(side, StringComparison.Ordinal)
            ? LoopbackServer.RefuseAsync(
                context, status, $$$"""{"error":{"message":"Bad: {{{Sent(context)}}}","code":"{{{Sent(context)}}}"}}""")
            : ServeAsync(context, "", stop));
        setup.Options = setup.Options with
        {
            Target = setup.Sandbox.Target with { Realtime = server.RealtimeAddress, Provider = "loopback" },
            RetryLimit = TimeSpan.FromSeconds(2),
        };

        EvalException? exception =
            await Record.ExceptionAsync(() => setup.RunAsync(TestContext.Current.CancellationToken)) as EvalException;

        Assert.Equal(side == "probe", exception is not null);
        AssertSecret(setup, exception?.ToString() ?? "");
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Judges))]
    public async Task Judge_that_echoes_the_key_keeps_it_secret(int status, string body)
    {
        await using ConversationSetup setup = Setup("refund");
        await using var server = new LoopbackServer((context, _) => LoopbackServer.RefuseAsync(context, status, WithKey(body, context)));
        setup.Options = setup.Options with { Target = setup.Sandbox.Target with { Rest = RestOf(server) } };

        Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));
        Assert.Contains("POST /v1/responses", server.Requests);
        AssertSecret(setup);

        Assert.Single(await setup.MeasureAsync(setup.Measure(setup.Options.Target), TestContext.Current.CancellationToken));
        AssertSecret(setup);
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Sounds))]
    public async Task Transcription_that_echoes_the_key_keeps_it_secret(int status, string body)
    {
        await using ConversationSetup setup = Setup("refund").Change("refund", simulation =>
            simulation["graders"]!["turn_level"]!.AsArray().Add(
                Given.Json("""{"id":"heard","type":"audio_text_mismatch"}""").Deserialize<System.Text.Json.Nodes.JsonObject>()));
        await using var server = new LoopbackServer((context, _) =>
            context.Request.Url!.AbsolutePath.EndsWith("transcriptions", StringComparison.Ordinal)
                ? LoopbackServer.RefuseAsync(context, status, WithKey(body, context))
                : LoopbackServer.RefuseAsync(context, 400, """{"error":{"message":"no"}}"""));
        setup.Options = setup.Options with { Target = setup.Sandbox.Target with { Rest = RestOf(server) } };

        Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken));

        Assert.Contains("POST /v1/audio/transcriptions", server.Requests);
        AssertSecret(setup);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(400)]
    [InlineData(401)]
    public async Task Speech_that_echoes_the_key_keeps_it_secret(int status)
    {
        await using ConversationSetup setup = Setup("scripted_two_orders");
        await using var server = new LoopbackServer((context, _) =>
            LoopbackServer.RefuseAsync(context, status, WithKey("""{"error":{"message":"Your key is KEY.","code":"KEY"}}""", context)));
        setup.Options = setup.Options with { Target = setup.Sandbox.Target with { Rest = RestOf(server) } };

        Assert.Equal(FailureStage.Speech, Assert.Single(await setup.RunAsync(TestContext.Current.CancellationToken)).FailureStage);

        AssertSecret(setup);
    }

    private ConversationSetup Setup(params string[] ids)
    {
        ConversationSetup setup = new ConversationSetup(new SandboxOptions { RequiredKey = ApiKey.From(_canary) }).Use(ids);
        setup.Options = setup.Options with { Limits = Patience.Brief };
        return setup;
    }

    private static string Response(string text)
    {
        string escaped = text.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        return """{"id":"resp_1","object":"response","status":"completed","model":"m","output":"""
            + $$"""[{"type":"message","content":[{"type":"output_text","text":"{{escaped}}"}]}]}""";
    }

    private static Uri RestOf(LoopbackServer server) => new(FormattableString.Invariant($"http://127.0.0.1:{server.Port}/v1"));

    private static string Of(HttpListenerContext context) => context.Request.Headers["X-Client-Request-Id"] ?? "";

    private static string Sent(HttpListenerContext context) => context.Request.Headers["Authorization"]!;

    private static string WithKey(string text, HttpListenerContext context) =>
        text.Replace("KEY", Sent(context)["Bearer ".Length..], StringComparison.Ordinal);

    /// <summary>A session that takes everything and answers the first request for a response in this way.</summary>
    private static async Task ServeAsync(HttpListenerContext context, string echo, CancellationToken stop)
    {
        using WebSocket socket = (await context.AcceptWebSocketAsync("realtime")).WebSocket;
        await LoopbackServer.SendAsync(socket, Created, stop);
        if (!await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop)) return;
        await LoopbackServer.SendAsync(socket, """{"type":"session.updated","session":{"id":"sess_1"}}""", stop);
        if (!await LoopbackServer.ReceiveUntilAsync(socket, "response.create", stop)) echo = "";
        else if (echo == "close")
        {
            await socket.CloseAsync(WebSocketCloseStatus.PolicyViolation, $"Key {Sent(context)["Bearer ".Length..]}", stop);
        }
        else await LoopbackServer.SendAsync(socket, WithKey(echo, context), stop);
        if (socket.State == WebSocketState.Open) await LoopbackServer.ReceiveUntilAsync(socket, "nothing", stop);
        if (socket.State == WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", stop);
    }

    private void AssertSecret(ConversationSetup setup, string said = "")
    {
        string part = _canary[..18];
        Assert.Empty(Leaks.In(setup.Folder, _canary));
        Assert.DoesNotContain(part, said, StringComparison.Ordinal);
        CollectingSink sink = setup.Sink;
        Assert.All(
            sink.Items,
            item => Assert.DoesNotContain(part, $"{item} {JsonSerializer.Serialize(item, item.GetType())}", StringComparison.Ordinal));
        Assert.All(
            sink.Errors.Select(error => error.ToString())
                .Concat(sink.Warnings)
                .Concat(sink.Verboses)
                .Concat(sink.Reports.Select(report => report.ToString())),
            text => Assert.DoesNotContain(part, text, StringComparison.Ordinal));
    }
}
