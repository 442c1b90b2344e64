using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Sandbox.Voice;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox;

public sealed class RestTests
{
    private const string Speech =
        """{"model":"gpt-4o-mini-tts","voice":"marin","input":"Hello, 114 Beaupré Street.","response_format":"pcm"}""";

    /// <summary>Method, path, body; status and code of the answer.</summary>
    public static TheoryData<string, string, string, int, string> Refused => new()
    {
        { "GET", "/v1/realtime?model=gpt-realtime-2.1", "", 400, "websocket_required" },
        { "GET", "/v1/nowhere", "", 404, "not_found" },
        { "GET", "/v1/audio/speech", "", 404, "not_found" },
        { "POST", "/v1/audio/speech", Speech.Replace("\"marin\"", "\"nobody\"", StringComparison.Ordinal), 400, "invalid_value" },
        { "POST", "/v1/audio/speech", Speech.Replace("Hello, 114 Beaupré Street.", " ", StringComparison.Ordinal), 400, "invalid_value" },
        {
            "POST", "/v1/audio/speech", Speech.Replace("Hello", new string('x', 4096), StringComparison.Ordinal),
            400, "string_above_max_length"
        },
        {
            "POST", "/v1/audio/speech", Speech.Replace("gpt-4o-mini-tts", "gpt-realtime-2.1", StringComparison.Ordinal),
            400, "model_not_found"
        },
        { "POST", "/v1/audio/speech", """{"model":"gpt-4o-mini-tts"}""", 400, "missing_required_parameter" },
        { "POST", "/v1/audio/speech", "[]", 400, "invalid_type" },
        { "POST", "/v1/audio/speech", "not JSON", 400, "invalid_request" },
    };

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Refused))]
    public async Task Request_that_is_wrong_is_answered_with_the_service_s_error(
        string method, string path, string body, int status, string code)
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        using HttpResponseMessage response = await SendAsync(sandbox, method, path, body);

        Assert.Equal(status, (int)response.StatusCode);
        JsonElement error = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("error");
        Assert.Equal(code, error.GetProperty("code").GetString());
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
    }

    [Fact(Timeout = 300_000)]
    public async Task Speech_carries_its_words_as_raw_samples_or_as_wav()
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        using HttpResponseMessage raw = await SendAsync(sandbox, "POST", "/v1/audio/speech", Speech);
        using HttpResponseMessage wav = await SendAsync(
            sandbox, "POST", "/v1/audio/speech", Speech.Replace("\"pcm\"", "\"wav\"", StringComparison.Ordinal));
        byte[] samples = await raw.Content.ReadAsByteArrayAsync();
        WavAudio file = WavReader.Read(await wav.Content.ReadAsByteArrayAsync());

        Assert.Equal((HttpStatusCode.OK, "audio/wav"), (wav.StatusCode, wav.Content.Headers.ContentType?.MediaType));
        Assert.Equal("Hello, 114 Beaupré Street.", FskHearing.Listen(PcmSamples.Decode(samples, AudioEncoding.Pcm16)).Text);
        Assert.Equal(AudioFormat.Pcm24K, file.Format);
        Assert.True(file.Data.Span.SequenceEqual(samples));
    }

    [Fact(Timeout = 300_000)]
    public async Task Models_lists_the_catalog()
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        using HttpResponseMessage response = await SendAsync(sandbox, "GET", "/v1/models", "");

        JsonElement list = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        Assert.Equal(
            ModelCatalog.Shipped.Models.Select(model => model.Id),
            list.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("?model=", HttpStatusCode.BadRequest)]
    [InlineData("?model=gpt-unknown", HttpStatusCode.NotFound)]
    [InlineData("?model=gpt-4o-mini-tts", HttpStatusCode.NotFound)]
    public async Task Handshake_without_a_realtime_model_is_refused(string query, HttpStatusCode status)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;

        await Assert.ThrowsAsync<WebSocketException>(
            () => socket.ConnectAsync(new Uri(sandbox.Endpoint + query), TestContext.Current.CancellationToken));

        Assert.Equal(status, socket.HttpStatusCode);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("Bearer right", HttpStatusCode.OK)]
    [InlineData("Bearer wrong", HttpStatusCode.Unauthorized)]
    [InlineData("Basic right", HttpStatusCode.Unauthorized)]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    public async Task Sandbox_with_a_key_takes_no_other(string? header, HttpStatusCode status)
    {
        await using SandboxServer sandbox = SandboxServer.Start(
            new SandboxOptions { RequiredKey = ApiKey.From("right") }, TimeProvider.System);

        using HttpResponseMessage response = await SendAsync(sandbox, "GET", "/v1/models", "", header);

        Assert.Equal(status, response.StatusCode);
    }

    [Theory(Timeout = 300_000)]
    [InlineData("right", HttpStatusCode.OK)]
    [InlineData("wrong", HttpStatusCode.Unauthorized)]
    public async Task Key_may_come_as_azure_sends_it_and_to_its_paths(string key, HttpStatusCode status)
    {
        await using SandboxServer sandbox = SandboxServer.Start(
            new SandboxOptions { RequiredKey = ApiKey.From("right") }, TimeProvider.System);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("api-key", key);

        using HttpResponseMessage response = await http.GetAsync(
            new Uri(sandbox.Target.Rest!, "/openai/v1/models?api-version=preview"), TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact(Timeout = 300_000)]
    public async Task Port_that_is_taken_is_an_error_of_its_own()
    {
        await using SandboxServer first = TestSandbox.Start();

        EvalException exception = Assert.Throws<EvalException>(
            () => SandboxServer.Start(new SandboxOptions { Port = first.Port }, TimeProvider.System));

        Assert.Equal(nameof(EvalErrors.SandboxNotStarted), exception.ErrorId);
    }

    [Fact(Timeout = 300_000)]
    public async Task Sandbox_that_is_stopped_ends_its_sessions()
    {
        SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);

        await sandbox.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(client.ReceiveAsync);
        await Assert.ThrowsAsync<WebSocketException>(() => RawClient.ConnectAsync(sandbox));
    }

    private static async Task<HttpResponseMessage> SendAsync(
        SandboxServer sandbox, string method, string path, string body, string? authorization = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(sandbox.Target.Rest!, path));
        if (body.Length > 0) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (authorization is not null) request.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
