using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox.Rest;

/// <summary>Short-lived keys: what a page asks for before it opens a session, and what can go wrong.</summary>
public sealed class ClientSecretsRouteTests
{
    private const string Path = "/v1/realtime/client_secrets";
    private const string Request =
        """{"session":{"type":"realtime","model":"gpt-realtime-2025-08-28","instructions":"Ask.","audio":{"output":{"voice":"alloy"}}}}""";

    [Fact(Timeout = 300_000)]
    public async Task Key_comes_with_its_end_and_its_session_and_opens_that_session()
    {
        await using SandboxServer sandbox = TestSandbox.Start();

        using HttpResponseMessage response = await RestCall.PostJsonAsync(sandbox, Path, Request);

        JsonElement secret = await RestCall.JsonOf(response);
        Assert.Equal(["value", "expires_at", "session"], secret.EnumerateObject().Select(member => member.Name));
        Assert.StartsWith("ek_", secret.GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.InRange(SecondsLeft(secret), 500, 600);
        await using RawClient client = await ConnectAsync(sandbox, secret);
        Assert.All([secret.GetProperty("session"), client.Created.GetProperty("session")], session => Assert.Equal(
            ("realtime", "gpt-realtime-2025-08-28", "Ask.", "alloy"),
            (
                session.GetProperty("type").GetString(), session.GetProperty("model").GetString(),
                session.GetProperty("instructions").GetString(),
                session.GetProperty("audio").GetProperty("output").GetProperty("voice").GetString())));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("client-secret", 500, "server_error")]
    [InlineData("client-secret:401", 401, "invalid_api_key")]
    [InlineData("client-secret:429", 429, "rate_limit_exceeded")]
    public async Task Fault_refuses_the_request_of_its_place(string fault, int status, string code)
    {
        await using SandboxServer sandbox = TestSandbox.Start($"{fault}x1@talk");

        using HttpResponseMessage other = await RestCall.PostJsonAsync(sandbox, Path, Request, "run/other/1");
        using HttpResponseMessage refused = await RestCall.PostJsonAsync(sandbox, Path, Request, "run/talk/1");
        using HttpResponseMessage again = await RestCall.PostJsonAsync(sandbox, Path, Request, "run/talk/2");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (other.StatusCode, again.StatusCode));
        Assert.Equal((status, code, null), await RestCall.ErrorOf(refused));
    }

    [Fact(Timeout = 300_000)]
    public async Task Fault_gives_a_key_whose_time_is_over()
    {
        await using SandboxServer sandbox = TestSandbox.Start("client-secret:expiredx1");
        using HttpResponseMessage response = await RestCall.PostJsonAsync(sandbox, Path, Request);
        JsonElement secret = await RestCall.JsonOf(response);

        Assert.True(SecondsLeft(secret) < 0);
        await Assert.ThrowsAsync<WebSocketException>(() => ConnectAsync(sandbox, secret));
        using HttpResponseMessage next = await RestCall.PostJsonAsync(sandbox, Path, Request);
        await using RawClient client = await ConnectAsync(sandbox, await RestCall.JsonOf(next));
        Assert.Equal("session.created", RawClient.TypeOf(client.Created));
    }

    [Fact(Timeout = 300_000)]
    public async Task Fault_breaks_the_connection_without_a_key()
    {
        await using SandboxServer sandbox = TestSandbox.Start("client-secret:drop");

        await Assert.ThrowsAsync<HttpRequestException>(() => RestCall.PostJsonAsync(sandbox, Path, Request));
    }

    [Fact(Timeout = 300_000)]
    public async Task Fault_that_hangs_ends_with_the_sandbox()
    {
        SandboxServer sandbox = TestSandbox.Start("client-secret:hang@talk");
        Task<HttpResponseMessage> hanging = RestCall.PostJsonAsync(sandbox, Path, Request, "run/talk/1");

        using HttpResponseMessage other = await RestCall.PostJsonAsync(sandbox, Path, Request, "run/other/1");
        await RestCall.WaitForFaultsAsync(sandbox);
        Assert.False(hanging.IsCompleted);
        await sandbox.DisposeAsync();

        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        await Assert.ThrowsAsync<HttpRequestException>(() => hanging);
    }

    private static long SecondsLeft(JsonElement secret) =>
        secret.GetProperty("expires_at").GetInt64() - DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    private static Task<RawClient> ConnectAsync(SandboxServer sandbox, JsonElement secret) =>
        RawClient.ConnectAsync(sandbox.Endpoint, secret.GetProperty("value").GetString());
}
