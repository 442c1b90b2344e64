using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Sandbox;
using RealtimeEvals.Sandbox.Voice;
using Xunit;

namespace RealtimeEvals.Tests.Support;

/// <summary>A client that writes and reads the protocol's JSON itself.</summary>
public sealed class RawClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _part = new byte[64 * 1024];

    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    /// <summary>Connects and takes <c>session.created</c>, which is kept in <see cref="Created"/>.</summary>
    public static Task<RawClient> ConnectAsync(SandboxServer sandbox, string query = "?model=gpt-realtime-2.1") =>
        ConnectAsync(new Uri(sandbox.Endpoint + query));

    /// <summary>The same at an address, with the headers of Azure where a key is given.</summary>
    public static async Task<RawClient> ConnectAsync(Uri address, string? apiKey = null)
    {
        var client = new RawClient();
        client._socket.Options.AddSubProtocol("realtime");
        if (apiKey is not null) client._socket.Options.SetRequestHeader("api-key", apiKey);
        await client._socket.ConnectAsync(address, Limit);
        client.Created = await client.ReceiveAsync();
        return client;
    }

    public JsonElement Created { get; private set; }

    public Task SendAsync(string json) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, endOfMessage: true, Limit);

    /// <summary>Sends one event and returns the answer to it.</summary>
    public async Task<JsonElement> AskAsync(string json)
    {
        await SendAsync(json);
        return await ReceiveAsync();
    }

    /// <summary>Updates the session; <paramref name="fields"/> are JSON members beside the type.</summary>
    public async Task<JsonElement> UpdateAsync(string fields)
    {
        JsonElement answer = await AskAsync($$$"""{"type":"session.update","session":{"type":"realtime",{{{fields}}}}}""");
        Assert.Equal("session.updated", TypeOf(answer));
        return answer.GetProperty("session");
    }

    public async Task<JsonElement> ReceiveAsync() => JsonSerializer.Deserialize<JsonElement>(await ReceiveTextAsync());

    /// <summary>The next message as it crossed the wire.</summary>
    public async Task<string> ReceiveTextAsync()
    {
        using var message = new MemoryStream();
        while (true)
        {
            WebSocketReceiveResult part = await _socket.ReceiveAsync(new ArraySegment<byte>(_part), Limit);
            Assert.Equal(WebSocketMessageType.Text, part.MessageType);
            message.Write(_part, 0, part.Count);
            if (part.EndOfMessage) return Encoding.UTF8.GetString(message.ToArray());
        }
    }

    /// <summary>All events up to the first of <paramref name="type"/>, that one included. An error event ends the test.</summary>
    public async Task<IReadOnlyList<JsonElement>> ReceiveUntilAsync(string type)
    {
        var events = new List<JsonElement>();
        do
        {
            events.Add(await ReceiveAsync());
            Assert.True(type == "error" || TypeOf(events[^1]) != "error", events[^1].GetRawText());
        }
        while (TypeOf(events[^1]) != type);
        return events;
    }

    /// <summary>Appends audio in pieces of 20 ms; a piece for whose number <paramref name="isLost"/> holds is left out.</summary>
    public async Task AppendAsync(ReadOnlyMemory<byte> audio, AudioFormat format, Func<int, bool>? isLost = null)
    {
        int size = format.BytesIn(TimeSpan.FromMilliseconds(20));
        for (int number = 0; number * size < audio.Length; number++)
        {
            if (isLost?.Invoke(number) == true) continue;
            ReadOnlyMemory<byte> piece = audio.Slice(number * size, Math.Min(size, audio.Length - number * size));
            await SendAsync($$"""{"type":"input_audio_buffer.append","audio":"{{Convert.ToBase64String(piece.Span)}}"}""");
        }
    }

    /// <summary>Speaks and commits; returns what the server said up to the finished item.</summary>
    public async Task<IReadOnlyList<JsonElement>> SayAsync(string text, AudioFormat? format = null)
    {
        AudioFormat wire = format ?? AudioFormat.Pcm24K;
        await AppendAsync(Speech(text, wire), wire);
        await SendAsync("""{"type":"input_audio_buffer.commit"}""");
        return await ReceiveUntilAsync("conversation.item.done");
    }

    /// <summary>Asks for a response and returns its events.</summary>
    public async Task<IReadOnlyList<JsonElement>> RespondAsync(string response = "{}")
    {
        await SendAsync($$$"""{"type":"response.create","response":{{{response}}}}""");
        return await ReceiveUntilAsync("response.done");
    }

    /// <summary>The sandbox's voice in a format.</summary>
    public static ReadOnlyMemory<byte> Speech(string text, AudioFormat format) =>
        AudioConverter.Convert(PcmSamples.Encode(FskVoice.Speak(text), AudioEncoding.Pcm16), AudioFormat.Pcm24K, format);

    public static string TypeOf(JsonElement serverEvent) => serverEvent.GetProperty("type").GetString()!;

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
