using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>Bodies that are none, or not of the kind that is asked for, or too large.</summary>
public sealed class BadBodyTests(DashboardFixture fixture) : IClassFixture<DashboardFixture>
{
    private const int Limit = 50 * 1024 * 1024;

    private static readonly string Deep = $"{new string('[', 5000)}{new string(']', 5000)}";

    private HttpClient Client => fixture.Dashboard.Program;

    public static TheoryData<string> Malformed => new(
        "",
        "{",
        "{\"conversation_history\":[],\"event_log\":[]",
        "{\"conversation_history\":[],\"event_log\":[]} x",
        "{\"conversation_history\":[],\"event_log\":[],\"event_log\":[]}",
        "{\"conversation_history\":[{\"speaker\":\"interviewer\",\"content\":\"\\ud83d\"}],\"event_log\":[]}",
        "{\"conversation_history\":[],\"event_log\":[],\"\\udc00\":1}",
        "{\"conversation_history\":[],\"event_log\":[],}",
        "{\"conversation_history\":[],/* */\"event_log\":[]}",
        "{\"conversation_history\":NaN,\"event_log\":[]}",
        $"{{\"conversation_history\":{Deep},\"event_log\":[]}}",
        Deep);

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Malformed), DisableDiscoveryEnumeration = true)]
    public async Task Body_that_is_no_strict_json_is_refused_on_every_route(string body)
    {
        await Client.SendJsonAsync("PUT", SavedInterview.PathOf("bad"), body).ErrorAsync(HttpStatusCode.BadRequest);
        await Client.SendJsonAsync("POST", HeldInterview.Path, body).ProblemAsync(HttpStatusCode.BadRequest);
        await Client.SendJsonAsync("POST", "/api/v1/plans", body).ProblemAsync(HttpStatusCode.BadRequest);
        if (body.Length > 0) await Client.SendJsonAsync("POST", "/session", body).ErrorAsync(HttpStatusCode.BadRequest);
        await Client.GetAsync(SavedInterview.PathOf("bad")).ErrorAsync(HttpStatusCode.NotFound);
    }

    [Fact(Timeout = 300_000)]
    public async Task Bytes_that_are_no_utf8_are_refused()
    {
        byte[] body = [.. "{\"conversation_history\":[],\"event_log\":[],\"x\":\""u8, 0xC0, 0xAF, (byte)'"', (byte)'}'];
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new("application/json");

        await Client.PutAsync(SavedInterview.PathOf("bad"), content).ErrorAsync(HttpStatusCode.BadRequest);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    [InlineData("")]
    public async Task Body_of_another_type_is_refused(string type)
    {
        await SendAsync("PUT", SavedInterview.PathOf("bad"), SavedInterview.Body(), type).ErrorAsync(HttpStatusCode.UnsupportedMediaType);
        await SendAsync("POST", HeldInterview.Path, HeldInterview.Request("bad"), type).ProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("/start")]
    public async Task Form_of_another_type_is_refused_on_a_page(string path)
    {
        await SendAsync("POST", path, "{}", "application/json").PageAsync(HttpStatusCode.UnsupportedMediaType);
        await SendAsync("POST", path, "", "").PageAsync(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("/start")]
    public async Task Form_that_cannot_be_read_is_refused_on_a_page(string path)
    {
        string many = string.Join('&', Enumerable.Range(0, 3000).Select(n => FormattableString.Invariant($"f{n}=1")));
        using BrowserVisit visit = await fixture.Dashboard.VisitAsync();

        await SendAsync("POST", path, many, "application/x-www-form-urlencoded").PageAsync(HttpStatusCode.BadRequest);
        await SendAsync("POST", path, "--x\r\nno head", "multipart/form-data; boundary=x").PageAsync(HttpStatusCode.BadRequest);
        HttpStatusCode byBrowser = await visit.Client
            .PostAsync(path, new StringContent(many, Encoding.UTF8, "application/x-www-form-urlencoded")).StatusAsync();
        Assert.InRange((int)byBrowser, 400, 403);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("""{"interviewer":null}""")]
    [InlineData("""{"maximum_turns":"many"}""")]
    [InlineData("""{"maximum_turns":1e400}""")]
    [InlineData("""{"time_limit_minutes":1e308}""")]
    [InlineData("""{"time_limit_minutes":-1}""")]
    [InlineData("""{"cost_limit_usd":1e300}""")]
    [InlineData("""{"cost_limit_usd":-1}""")]
    [InlineData("""{"trials":-1}""")]
    [InlineData("""{"trials":99999}""")]
    [InlineData("""{"prompt_values":["="]}""")]
    [InlineData("""{"prompt_values":[null]}""")]
    [InlineData("""{"run_name":"../../escape"}""")]
    [InlineData("""{"run_name":"/tmp/escape"}""")]
    [InlineData("""{"run_name":"a\u0000b"}""")]
    [InlineData("""{"run_name":"..","maximum_turns":1}""")]
    [InlineData("""{"interviewer":"../interviewer"}""")]
    [InlineData("""{"nobody_knows":1}""")]
    [InlineData("[]")]
    [InlineData("7")]
    public async Task Start_with_a_value_that_is_wrong_says_so_and_starts_nothing(string wrong)
    {
        string body = JsonNode.Parse(wrong) is JsonObject fields ? Merged(fields) : wrong;

        await Client.SendJsonAsync("POST", HeldInterview.Path, body).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal(0, (await Client.GetAsync(HeldInterview.Path).JsonAsync())["total"]!.GetValue<int>());
        Assert.False(Directory.Exists(Path.Combine(fixture.Folder, "results")), "There is a folder of results.");
    }

    [Theory(Timeout = 300_000)]
    [InlineData("page", "0")]
    [InlineData("page", "-1")]
    [InlineData("page", "99999999999999999999")]
    [InlineData("page", "x")]
    [InlineData("page_size", "0")]
    [InlineData("page_size", "501")]
    [InlineData("sort", "nothing")]
    [InlineData("sort", "--name")]
    [InlineData("standing", "7")]
    [InlineData("outcome", "great")]
    public async Task Query_with_a_value_that_is_wrong_says_so(string name, string value)
    {
        await Client.GetAsync($"{HeldInterview.Path}?{name}={value}").ProblemAsync(HttpStatusCode.BadRequest);
        await Client.GetAsync($"/results?{name}={value}").PageAsync(HttpStatusCode.BadRequest);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("PUT", "/api/benchmark-runs/big", "application/json")]
    [InlineData("POST", "/api/v1/runs", "application/json")]
    [InlineData("POST", "/session", "application/sdp")]
    [InlineData("POST", "/start", "application/x-www-form-urlencoded")]
    public async Task Body_that_says_that_it_is_too_large_is_refused_before_it_comes(string method, string path, string type)
    {
        RawAnswer answer = await RawHttp.SendAsync(fixture.Dashboard, [
            .. HeadOf(method, path, type), FormattableString.Invariant($"Content-Length: {Limit + 1}")]);

        AssertTooLarge(answer, path);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("PUT", "/api/benchmark-runs/big", "application/json")]
    [InlineData("POST", "/api/v1/runs", "application/json")]
    public async Task Body_that_turns_out_to_be_too_large_is_refused(string method, string path, string type)
    {
        using TcpClient client = await RawHttp.ConnectAsync(fixture.Dashboard);
        NetworkStream stream = client.GetStream();
        using CancellationTokenSource limit = Until.Limited();
        string head = string.Join("\r\n", [.. HeadOf(method, path, type), "Transfer-Encoding: chunked", "", ""]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), limit.Token);
        byte[] chunk = [.. "100000\r\n"u8, .. new byte[0x100000].Select(_ => (byte)' '), .. "\r\n"u8];

        for (int sent = 0; sent < Limit; sent += 0x100000) await stream.WriteAsync(chunk, limit.Token);
        await stream.WriteAsync("1\r\n \r\n"u8.ToArray(), limit.Token);

        AssertTooLarge(await RawHttp.ReadAsync(stream, limit.Token), path);
    }

    private string[] HeadOf(string method, string path, string type) =>
    [
        $"{method} {path} HTTP/1.1",
        $"Host: {fixture.Dashboard.Host}",
        $"Authorization: Bearer {fixture.Dashboard.Token}",
        $"Content-Type: {type}",
    ];

    private static void AssertTooLarge(RawAnswer answer, string path)
    {
        Assert.Equal(413, answer.Status);
        WatchedAnswers.AssertSafe(answer.Header);
        WatchedAnswers.AssertNoStack(answer.Body);
        Assert.Contains("50 MB", answer.Body, StringComparison.Ordinal);
        string type = path == "/start" ? "text/html"
            : path.StartsWith("/api/v1", StringComparison.Ordinal) ? "application/problem+json"
            : "application/json";
        Assert.StartsWith(type, answer.Header("Content-Type"), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> SendAsync(string method, string path, string body, string type)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body) };
        request.Content.Headers.Remove("Content-Type");
        if (type.Length > 0) request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return Client.SendAsync(request);
    }

    private static string Merged(JsonObject fields)
    {
        JsonObject whole = JsonNode.Parse(HeldInterview.Request("bad"))!.AsObject();
        foreach ((string name, JsonNode? value) in fields) whole[name] = value?.DeepClone();
        return whole.ToJsonString();
    }
}
