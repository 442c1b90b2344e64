using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Dashboard;

/// <summary>What a dashboard with a key asks of the service, and what it hands on.</summary>
public sealed class UpstreamTests(UpstreamTests.Setup setup) : IClassFixture<UpstreamTests.Setup>
{
    private const string Key = "sk-canary-5b1f0c8e2d9a4f7163";
    private const string Offer = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\n";
    private const string AnswerSdp = "v=0\r\no=- 2 2 IN IP4 127.0.0.1\r\n";

    [Theory(Timeout = 300_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Offer_of_a_call_goes_on_with_the_session_and_its_answer_comes_back(bool isJson)
    {
        setup.Answer = _ => (201, AnswerSdp, "application/sdp");
        StringContent content = isJson
            ? new StringContent(
                new JsonObject { ["sdp"] = Offer, ["interviewerPrompt"] = "clinic-intake-interviewer" }.ToJsonString(),
                Encoding.UTF8,
                "application/json")
            : new StringContent(Offer, Encoding.UTF8, "application/sdp");

        using HttpResponseMessage answer = await setup.Dashboard.Program.PostAsync("/session", content);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/sdp", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(AnswerSdp, await answer.Content.ReadAsStringAsync());
        Assert.Equal("POST /v1/realtime/calls", setup.Requested);
        Assert.Equal($"Bearer {Key}", setup.Authorization);
        Assert.StartsWith("multipart/form-data", setup.ContentType, StringComparison.Ordinal);
        Assert.Contains("name=sdp", setup.Asked, StringComparison.Ordinal);
        Assert.Contains($"\r\n\r\n{Offer}", setup.Asked, StringComparison.Ordinal);
        Assert.Contains("name=session", setup.Asked, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"realtime\"", setup.Asked, StringComparison.Ordinal);
    }

    [Fact(Timeout = 300_000)]
    public async Task Token_is_asked_for_with_the_session_of_the_platform()
    {
        setup.Answer = _ => (200, """{"value":"ek_1","expires_at":1}""", "application/json");

        JsonNode secret = await setup.Dashboard.Program.GetAsync("/token?interviewerPrompt=clinic-intake-interviewer").JsonAsync();

        Assert.Equal("""{"value":"ek_1","expires_at":1}""", secret.ToJsonString());
        Assert.Equal("POST /v1/realtime/client_secrets", setup.Requested);
        JsonNode session = JsonNode.Parse(setup.Asked)!["session"]!;
        Assert.Equal(["type", "model", "instructions", "audio"], session.Names());
        Assert.Equal("""{"output":{"voice":"alloy"}}""", session["audio"]!.ToJsonString());
    }

    [Theory(Timeout = 300_000)]
    [InlineData("GET", "/token")]
    [InlineData("POST", "/session")]
    public async Task Refusal_of_the_service_is_told_without_the_key(string method, string path)
    {
        setup.Answer = key => (401, $$"""{"error":{"message":"Bad key {{key}} in \u0073k"} }""", "application/json");

        string error = await AskAsync(method, path).ErrorAsync(HttpStatusCode.BadGateway);

        Assert.DoesNotContain(Key[..12], error, StringComparison.Ordinal);
        Assert.Contains("401", error, StringComparison.Ordinal);
        Assert.DoesNotContain(Key[..12], setup.Dashboard.Errors, StringComparison.Ordinal);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("GET", "/token")]
    [InlineData("POST", "/session")]
    public async Task Answer_of_the_service_that_holds_the_key_is_not_handed_on_with_it(string method, string path)
    {
        setup.Answer = key => (200, $$"""{"value":"ek_1","echo":"{{key}}"}""", "application/json");

        using HttpResponseMessage answer = await AskAsync(method, path);

        Assert.DoesNotContain(Key[..12], await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> AskAsync(string method, string path) => method == "GET"
        ? setup.Dashboard.Program.GetAsync(path)
        : setup.Dashboard.Program.PostAsync(path, new StringContent(Offer, Encoding.UTF8, "application/sdp"));

    /// <summary>A dashboard with a key, and a service of the test.</summary>
    public sealed class Setup : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();
        private readonly LoopbackServer _service;

        public Setup() => _service = new LoopbackServer(ServeAsync);

        public RunningDashboard Dashboard { get; private set; } = null!;

        /// <summary>What the service answers to whoever has a key.</summary>
        public Func<string, (int Status, string Body, string Type)> Answer { get; set; } = _ => (404, "", "text/plain");

        /// <summary>Method and path of the last request.</summary>
        public string Requested { get; private set; } = "";

        /// <summary>The body of the last request.</summary>
        public string Asked { get; private set; } = "";

        public string? Authorization { get; private set; }

        public string? ContentType { get; private set; }

        public async ValueTask InitializeAsync() => Dashboard = await RunningDashboard.StartUnderAsync(
            [],
            _folder.Path,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["OPENAI_API_KEY"] = Key },
            "--base-url",
            FormattableString.Invariant($"http://127.0.0.1:{_service.Port}/v1"));

        public async ValueTask DisposeAsync()
        {
            await Dashboard.DisposeAsync();
            await _service.DisposeAsync();
            _folder.Dispose();
        }

        private async Task ServeAsync(HttpListenerContext context, CancellationToken stop)
        {
            using var reader = new StreamReader(context.Request.InputStream);
            Asked = await reader.ReadToEndAsync(stop);
            Requested = $"{context.Request.HttpMethod} {context.Request.Url?.AbsolutePath}";
            Authorization = context.Request.Headers["Authorization"];
            ContentType = context.Request.ContentType;
            (int status, string body, string type) = Answer(Authorization!["Bearer ".Length..]);
            await LoopbackServer.RefuseAsync(context, status, body, type);
        }
    }
}
