using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Sandbox;

/// <summary>Whatever one client does, the sandbox serves the next one.</summary>
public sealed class HostileClientTests
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    /// <summary>Heads of requests that are none, or that are meant for another host, as after DNS rebinding.</summary>
    [Theory(Timeout = 300_000)]
    [InlineData("GET /v1/models HTTP/1.1\r\nHost: evil.example\r\n\r\n")]
    [InlineData("GET /v1/models HTTP/1.1\r\nHost: evil.example:{port}\r\n\r\n")]
    [InlineData("GET http://evil.example/v1/models HTTP/1.1\r\nHost: evil.example\r\n\r\n")]
    [InlineData(
        "GET /v1/realtime?model=gpt-realtime-2.1 HTTP/1.1\r\nHost: evil.example:{port}\r\nUpgrade: websocket\r\n"
        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")]
    [InlineData("GET /v1/models HTTP/1.1\r\nHost:\r\n\r\n")]
    [InlineData("GET /v1/models HTTP/1.1\r\n\r\n")]
    [InlineData("GARBAGE\r\n\r\n")]
    [InlineData("GET /v1/%zz HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n")]
    [InlineData("GET /v1/realtime?model=gpt-realtime-2.1 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n")]
    [InlineData("DELETE /v1/realtime HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n")]
    [InlineData("POST /v1/realtime/client_secrets HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 3\r\n\r\n[1]")]
    [InlineData("POST /v1/responses HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: -1\r\n\r\n")]
    public async Task Request_that_is_wrong_gets_an_error_and_no_content(string head)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        using TcpClient client = await ConnectAsync(sandbox);

        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes(head.Replace("{port}", FormattableString.Invariant($"{sandbox.Port}"), StringComparison.Ordinal)),
            Limit);

        string answer = await ReadSomeAsync(client);
        Assert.Matches("^(HTTP/1\\.1 [45]|$)", answer);
        Assert.DoesNotContain("gpt-realtime", answer, StringComparison.Ordinal);
        await AssertServesAsync(sandbox);
    }

    /// <summary>
    /// Frames: a length of 2^62, a reserved operation, a frame without a mask, text that is not UTF-8, a ping that is too long.
    /// </summary>
    [Theory(Timeout = 300_000)]
    [InlineData("81FF4000000000000000")]
    [InlineData("8380000000000000")]
    [InlineData("8100")]
    [InlineData("818200000000FFFE")]
    [InlineData("89FF0000000000010000")]
    [InlineData("C18100000000")]
    public async Task Frame_that_is_none_ends_its_socket_only(string frame)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        using TcpClient client = await ConnectAsync(sandbox);
        await UpgradeAsync(client, sandbox);

        await client.GetStream().WriteAsync(Convert.FromHexString(frame), Limit);
        client.Client.Shutdown(SocketShutdown.Send);

        await AssertServesAsync(sandbox);
    }

    [Fact(Timeout = 300_000)]
    public async Task Half_open_handshakes_and_sockets_leave_room_for_others()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        var clients = new List<TcpClient>();
        for (int i = 0; i < 100; i++)
        {
            clients.Add(await ConnectAsync(sandbox));
            if (i % 2 == 0) await clients[^1].GetStream().WriteAsync("GET /v1/realtime?mod"u8.ToArray(), Limit);
            else await UpgradeAsync(clients[^1], sandbox);
        }

        await AssertServesAsync(sandbox);
        clients.ForEach(client => client.Dispose());
    }

    [Fact(Timeout = 300_000)]
    public async Task Message_of_more_than_24_MiB_closes_the_socket_with_1009()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        using ClientWebSocket socket = await OpenAsync(sandbox);
        byte[] part = new byte[1024 * 1024];
        Array.Fill(part, (byte)' ');

        WebSocketReceiveResult answer;
        try
        {
            for (int i = 0; i < 26; i++) await socket.SendAsync(part, WebSocketMessageType.Text, endOfMessage: false, Limit);
        }
        catch (WebSocketException)
        {
            // The sandbox may have closed before the last part was sent.
        }

        do answer = await socket.ReceiveAsync(new ArraySegment<byte>(new byte[64 * 1024]), Limit);
        while (answer.MessageType != WebSocketMessageType.Close);

        Assert.Equal(WebSocketCloseStatus.MessageTooBig, answer.CloseStatus);
        await AssertServesAsync(sandbox);
    }

    [Theory(Timeout = 300_000)]
    [InlineData(
        """{"type":"session.update","session":{"type":"realtime","audio":{"input":{"turn_detection":null}}}}""",
        "input_audio_buffer_full")]
    [InlineData("""{"type":"session.update","session":{"type":"realtime","instructions":"x"}}""", null)]
    public async Task Audio_that_nobody_commits_ends_at_ten_minutes_and_silence_is_forgotten(string update, string? code)
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        await client.AskAsync(update);
        string append = $$"""{"type":"input_audio_buffer.append","audio":"{{Convert.ToBase64String(new byte[10 * 1024 * 1024])}}"}""";

        for (int i = 0; i < 3; i++) await client.SendAsync(append);
        await client.SendAsync("""{"type":"input_audio_buffer.clear"}""");

        JsonElement answer = await client.ReceiveAsync();
        Assert.Equal(code, RawClient.TypeOf(answer) == "error" ? answer.GetProperty("error").GetProperty("code").GetString() : null);
    }

    [Fact(Timeout = 300_000)]
    public async Task Conversation_ends_at_a_number_of_characters()
    {
        await using SandboxServer sandbox = TestSandbox.Start();
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        string create =
            """{"type":"conversation.item.create","item":{"type":"message","role":"user","content":"""
            + $$$"""[{"type":"input_text","text":"{{{new string('x', 12 * 1024 * 1024)}}}"}]}}""";
        for (int i = 0; i < 2; i++)
        {
            await client.SendAsync(create);
            await client.ReceiveUntilAsync("conversation.item.done");
        }

        JsonElement refused = await client.AskAsync(create);

        Assert.Equal("conversation_too_large", refused.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact(Timeout = 300_000)]
    public async Task Session_ends_after_an_hour_whether_its_client_answers_or_not()
    {
        var time = new ManualTime();
        await using var sandbox = SandboxServer.Start(new SandboxOptions(), time);
        using ClientWebSocket socket = await OpenAsync(sandbox);
        byte[] part = new byte[64 * 1024];
        await socket.ReceiveAsync(new ArraySegment<byte>(part), Limit);
        while (time.NextTimer is null) await Task.Yield();

        time.Advance(TimeSpan.FromMinutes(60));

        WebSocketReceiveResult told = await socket.ReceiveAsync(new ArraySegment<byte>(part), Limit);
        Assert.Contains("session_expired", Encoding.UTF8.GetString(part, 0, told.Count), StringComparison.Ordinal);
        Assert.Equal(
            WebSocketCloseStatus.EndpointUnavailable,
            (await socket.ReceiveAsync(new ArraySegment<byte>(part), Limit)).CloseStatus);
        while (time.NextTimer is null) await Task.Yield();
        time.Advance(TimeSpan.FromSeconds(5));
    }

    [Fact(Timeout = 300_000)]
    public async Task Short_lived_key_opens_no_session_after_its_end()
    {
        var time = new ManualTime();
        await using var sandbox = SandboxServer.Start(new SandboxOptions(), time);
        using HttpResponseMessage made = await RestCall.PostJsonAsync(
            sandbox, "/v1/realtime/client_secrets", """{"expires_after":{"anchor":"created_at","seconds":10}}""");
        string key = JsonSerializer.Deserialize<JsonElement>(await made.Content.ReadAsStringAsync(Limit)).GetProperty("value").GetString()!;
        using (await OpenAsync(sandbox, key)) time.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(sandbox, key));
        await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(sandbox, "ek_unknown"));
    }

    private static async Task<ClientWebSocket> OpenAsync(SandboxServer sandbox, string? key = null)
    {
        var socket = new ClientWebSocket();
        if (key is not null) socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        await socket.ConnectAsync(new Uri($"{sandbox.Endpoint}?model=gpt-realtime-2.1"), Limit);
        return socket;
    }

    private static async Task<TcpClient> ConnectAsync(SandboxServer sandbox)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, sandbox.Port, Limit);
        return client;
    }

    private static async Task UpgradeAsync(TcpClient client, SandboxServer sandbox)
    {
        string head =
            FormattableString.Invariant($"GET /v1/realtime?model=gpt-realtime-2.1 HTTP/1.1\r\nHost: 127.0.0.1:{sandbox.Port}\r\n")
            + "Upgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), Limit);
        Assert.StartsWith("HTTP/1.1 101", await ReadSomeAsync(client), StringComparison.Ordinal);
    }

    private static async Task<string> ReadSomeAsync(TcpClient client)
    {
        byte[] part = new byte[4096];
        try
        {
            return Encoding.UTF8.GetString(part, 0, await client.GetStream().ReadAsync(part, Limit));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task AssertServesAsync(SandboxServer sandbox)
    {
        await using RawClient client = await RawClient.ConnectAsync(sandbox);
        await client.UpdateAsync("\"instructions\":\"still here\"");
    }
}
