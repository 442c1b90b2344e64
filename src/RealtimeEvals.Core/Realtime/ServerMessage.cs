using System.Net.WebSockets;

namespace RealtimeEvals.Realtime;

/// <summary>One whole message from the server.</summary>
/// <param name="Kind">Text, binary, or close.</param>
/// <param name="Utf8">The content; valid until the next message is received.</param>
/// <param name="Timestamp">When the last byte arrived.</param>
internal readonly record struct ServerMessage(WebSocketMessageType Kind, ReadOnlyMemory<byte> Utf8, long Timestamp);
