using System.Text.Json;

namespace RealtimeEvals.Pulse;

/// <summary>The positions of an object's member in the bytes of a document; ends are exclusive.</summary>
internal readonly record struct JsonMember(int KeyStart, int KeyEnd, int ValueStart, int ValueEnd, JsonValueKind Kind);
