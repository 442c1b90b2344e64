using System.Net.WebSockets;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RealtimeEvals.Sandbox.Realtime;

/// <summary>One client's socket: events in, events out in one order, and the fault that breaks it after so many.</summary>
internal sealed class EventChannel(WebSocket socket, SessionForm form) : IDisposable
{
    /// <summary>As the real service writes: the plus signs of Base64 are not escaped.</summary>
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int MaximumMessageBytes = 24 * 1024 * 1024;
    private const int FragmentBytes = 64 * 1024;

    private readonly SemaphoreSlim _sending = new(1);
    private readonly byte[] _part = new byte[64 * 1024];
    private int _sent;
    private int? _dropAt;

    /// <summary>Breaks the connection after so many more events.</summary>
    public void DropAfter(int events) => _dropAt = _sent + events;

    /// <summary>The next message as UTF-8; null when the client has closed.</summary>
    public async Task<byte[]?> ReceiveAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        while (true)
        {
            ValueWebSocketReceiveResult received = await socket.ReceiveAsync(_part.AsMemory(), cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close) return null;
            message.Write(_part, 0, received.Count);
            if (message.Length > MaximumMessageBytes)
            {
                await CloseAsync(WebSocketCloseStatus.MessageTooBig, "message too big", cancellationToken);
                return null;
            }

            if (received.EndOfMessage) return message.ToArray();
        }
    }

    /// <summary>Sends an event in the form of the session, where that has such an event; its id is added.</summary>
    public async Task SendAsync(string type, JsonObject fields, CancellationToken cancellationToken)
    {
        if (form.Write(type, fields) is not (string name, JsonObject told)) return;
        await _sending.WaitAsync(cancellationToken);
        try
        {
            var whole = new JsonObject { ["type"] = name, ["event_id"] = FormattableString.Invariant($"event_{_sent + 1:00000}") };
            foreach (KeyValuePair<string, JsonNode?> field in told.ToArray())
            {
                told.Remove(field.Key);
                whole.Add(field);
            }

            await SendBytesAsync(JsonSerializer.SerializeToUtf8Bytes(whole, Plain), WebSocketMessageType.Text, cancellationToken);
            if (++_sent == _dropAt) socket.Abort();
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Tells the client of a new item that is whole.</summary>
    public async Task AnnounceAsync(ConversationItem item, string? before, CancellationToken cancellationToken)
    {
        await SendAsync(
            "conversation.item.added", new JsonObject { ["previous_item_id"] = before, ["item"] = item.Copy() }, cancellationToken);
        await SendAsync(
            "conversation.item.done", new JsonObject { ["previous_item_id"] = before, ["item"] = item.Copy() }, cancellationToken);
    }

    /// <summary>Sends bytes as they are, in fragments when they are long.</summary>
    public async Task SendRawAsync(string content, WebSocketMessageType type, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await SendBytesAsync(Encoding.UTF8.GetBytes(content), type, cancellationToken);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Breaks the connection.</summary>
    public void Abort() => socket.Abort();

    /// <summary>Closes the socket from this side.</summary>
    public Task CloseAsync(WebSocketCloseStatus status, string reason, CancellationToken cancellationToken) =>
        socket.CloseOutputAsync(status, reason, cancellationToken);

    public void Dispose()
    {
        _sending.Dispose();
        socket.Dispose();
    }

    private async Task SendBytesAsync(ReadOnlyMemory<byte> bytes, WebSocketMessageType type, CancellationToken cancellationToken)
    {
        for (int at = 0; ; at += FragmentBytes)
        {
            bool last = bytes.Length - at <= FragmentBytes;
            await socket.SendAsync(last ? bytes[at..] : bytes.Slice(at, FragmentBytes), type, last, cancellationToken);
            if (last) return;
        }
    }
}
