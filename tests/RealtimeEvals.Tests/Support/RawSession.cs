using System.Net.WebSockets;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Sandbox;

namespace RealtimeEvals.Tests.Support;

/// <summary>A session with a sandbox over a bare socket: what is sent and what comes, event by event.</summary>
public sealed class RawSession : IAsyncDisposable
{
    private readonly SandboxServer _sandbox;
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _room = new byte[8 * 1024 * 1024];

    private RawSession(params string[] faults) =>
        _sandbox = TestSandbox.Start(faults);

    /// <summary>Opens a session whose caller's audio is u-law, with this turn detection as JSON.</summary>
    public static async Task<RawSession> OpenAsync(string turnDetection, params string[] faults)
    {
        var session = new RawSession(faults);
        await session._socket.ConnectAsync(new Uri($"{session._sandbox.Endpoint}?model=gpt-realtime"), CancellationToken.None);
        string input = $$"""{"format":{"type":"audio/pcmu"},"turn_detection":{{turnDetection}} }""";
        await session.SendAsync($$"""{"type":"session.update","session":{"type":"realtime","audio":{"input":{{input}} } } }""");
        await session.UntilAsync("session.updated");
        return session;
    }

    /// <summary>A stretch of loud sound.</summary>
    public static byte[] Sound(int milliseconds) => PcmSamples.Encode(Signal.Tone(700, 8_000, 8 * milliseconds), AudioEncoding.MuLaw);

    public Task SendAsync(string json) =>
        _socket.SendAsync(Given.Utf8(json), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>Appends audio in chunks of 20 ms.</summary>
    public async Task AppendAsync(byte[] audio)
    {
        foreach (byte[] chunk in audio.Chunk(160))
        {
            await SendAsync($$"""{"type":"input_audio_buffer.append","audio":"{{Convert.ToBase64String(chunk)}}"}""");
        }
    }

    /// <summary>All events up to the next one of this type.</summary>
    public async Task<IReadOnlyList<JsonElement>> UntilAsync(string type)
    {
        using var limit = new CancellationTokenSource(Patience.Ample.Inactivity);
        var events = new List<JsonElement>();
        do
        {
            int length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await _socket.ReceiveAsync(_room.AsMemory(length), limit.Token);
                length += part.Count;
            }
            while (!part.EndOfMessage);

            events.Add(JsonSerializer.Deserialize<JsonElement>(_room.AsSpan(0, length)));
        }
        while (TypeOf(events[^1]) != type);

        return events;
    }

    /// <summary>All events that the sandbox has to say about what it was sent so far.</summary>
    public async Task<IReadOnlyList<JsonElement>> RestAsync()
    {
        await SendAsync("""{"type":"conversation.item.retrieve","item_id":"nothing"}""");
        return [.. (await UntilAsync("error")).SkipLast(1)];
    }

    public static string TypeOf(JsonElement one) => one.GetProperty("type").GetString()!;

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _sandbox.DisposeAsync();
    }
}
