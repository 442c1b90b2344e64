using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RealtimeEvals.Tests.Support;

/// <summary>
/// A service on loopback that tells every label rightly, by row or as hosted evals, and does otherwise where the test says so.
/// </summary>
public sealed class RefusalService : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly Func<Call, CancellationToken, Task<bool>> _intercept;

    /// <param name="intercept">Whether it has dealt with a request itself; null for never.</param>
    public RefusalService(Func<Call, CancellationToken, Task<bool>>? intercept = null)
    {
        _intercept = intercept ?? ((_, _) => Task.FromResult(false));
        _server = new LoopbackServer(ServeAsync);
    }

    /// <summary>The rows that it knows: two to help with and two to decline.</summary>
    public static IReadOnlyList<(string Prompt, string Expected)> Rows { get; } =
        [
            .. RefusalRows.All.Where(row => row.Expected == "ALLOW").Take(2),
            .. RefusalRows.All.Where(row => row.Expected == "REFUSE").Take(2),
        ];

    public static string Dataset =>
        string.Concat(Rows.Select(row => $"{{\"item\":{{\"prompt\":{RefusalRows.Quote(row.Prompt)},\"expected\":\"{row.Expected}\"}}}}\n"));

    public string BaseAddress => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_server.Port}/v1");

    public ConcurrentQueue<Call> Calls { get; } = new();

    /// <summary>The requests so far but for those that try address, key and model before the rows.</summary>
    public IEnumerable<Call> RowCalls => Calls.Where(call => !call.IsProbe);

    public IEnumerable<string> Stages => Calls.Select(call => call.Stage);

    /// <summary>What a look at the hosted run gives.</summary>
    public string Poll { get; set; } =
        """{"status":"completed","report_url":"https://reports.example/1","result_counts":{"total":4,"passed":4,"failed":0,"errored":0}}""";

    /// <summary>What making the hosted run gives.</summary>
    public string Created { get; set; } = """{"id":"run_1","status":"queued"}""";

    /// <summary>The page of items; null for one that says that all passed.</summary>
    public string? Items { get; set; }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Breaks the connection without an answer.</summary>
    public static Task<bool> DropAsync(Call call)
    {
        call.Context.Response.Abort();
        return Task.FromResult(true);
    }

    public static async Task<bool> RefuseAsync(
        Call call, int status, string body = """{"error":{"message":"Not now.","type":"invalid_request_error","code":null}}""")
    {
        await LoopbackServer.RefuseAsync(call.Context, status, body);
        return true;
    }

    public static async Task<bool> HangAsync(CancellationToken stop)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, stop);
        return true;
    }

    private async Task ServeAsync(HttpListenerContext context, CancellationToken stop)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        string body = context.Request.HasEntityBody ? await reader.ReadToEndAsync(stop) : "";
        string path = context.Request.Url!.AbsolutePath;
        var call = new Call(
            StageOf(context.Request.HttpMethod, path), context.Request.HttpMethod, path, context.Request.Headers, body, context);
        Calls.Enqueue(call);
        if (await _intercept(call, stop)) return;
        if (call.Stage == "handshake") await ListenAsync(context, stop);
        else await LoopbackServer.RefuseAsync(context, call.Stage is "eval" or "run" ? 201 : 200, ReplyTo(call));
    }

    private string ReplyTo(Call call) => call.Stage switch
    {
        "response" =>
            """{"id":"resp_1","status":"completed","model":"gpt-test","output":"""
            + $$$"""[{"type":"message","content":[{"type":"output_text","text":"{{{LabelOf(call.Json["input"]!.ToString())}}}"}]}]"""
            + ""","usage":{"input_tokens":20,"output_tokens":1}}""",
        "chat" =>
            """{"id":"chat_1","model":"gpt-test","choices":"""
            + $$$"""[{"finish_reason":"stop","message":{"content":"{{{LabelOf(call.Json["messages"]![1]!["content"]!.ToString())}}}"}}]"""
            + ""","usage":{"prompt_tokens":20,"completion_tokens":1}}""",
        "upload" => """{"id":"file_1","object":"file"}""",
        "eval" => """{"id":"eval_1","object":"eval"}""",
        "run" => Created,
        "poll" => Poll,
        "items" => Items ?? ItemsOf(Rows),
        _ => """{"id":"x","deleted":true,"status":"canceled"}""",
    };

    public static string ItemsOf(IEnumerable<(string Prompt, string Expected)> rows, string status = "pass")
    {
        IEnumerable<string> items = rows.Select(row =>
            $$$"""{"id":"item","status":"{{{status}}}","datasource_item":{"item":{"prompt":{{{RefusalRows.Quote(row.Prompt)}}}}}"""
            + $$$""","sample":{"model":"gpt-test","output":[{"role":"assistant","content":"{{{row.Expected}}}"}]}}""");
        return $$"""{"data":[{{string.Join(',', items)}}],"has_more":false}""";
    }

    private static string LabelOf(string prompt) => Rows.FirstOrDefault(row => row.Prompt == prompt).Expected ?? "";

    /// <summary>Takes a realtime session, says that it is configured, and nothing more.</summary>
    private static async Task ListenAsync(HttpListenerContext context, CancellationToken stop)
    {
        using WebSocket socket = await LoopbackServer.AcceptAsync(context, stop);
        if (!await LoopbackServer.ReceiveUntilAsync(socket, "session.update", stop)) return;
        await LoopbackServer.SendAsync(socket, """{"type":"session.updated","session":{"id":"sess_1"}}""", stop);
        if (!await LoopbackServer.ReceiveUntilAsync(socket, "nothing", stop))
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stop);
        }
    }

    private static string StageOf(string method, string path) =>
        (method, path[(path.IndexOf("/v1/", StringComparison.Ordinal) + 4)..].Split('/')) switch
        {
            ("POST", ["responses"]) => "response",
            ("POST", ["chat", "completions"]) => "chat",
            ("POST", ["files"]) => "upload",
            ("POST", ["evals"]) => "eval",
            ("POST", ["evals", _, "runs"]) => "run",
            ("GET", ["evals", _, "runs", _]) => "poll",
            ("GET", ["evals", _, "runs", _, "output_items"]) => "items",
            ("POST", ["evals", _, "runs", _]) => "cancel",
            ("DELETE", ["evals", _]) => "delete eval",
            ("DELETE", ["files", _]) => "delete file",
            ("POST", ["audio", "speech"]) => "speech",
            ("GET", ["realtime"]) => "handshake",
            _ => $"{method} {path}",
        };

    /// <summary>A request.</summary>
    public sealed record Call(
        string Stage, string Method, string Path, NameValueCollection Headers, string Body, HttpListenerContext Context)
    {
        public bool IsProbe => Headers["X-Client-Request-Id"] == "probe";

        public JsonNode Json => JsonNode.Parse(Body) ?? throw new JsonException("null");
    }
}
