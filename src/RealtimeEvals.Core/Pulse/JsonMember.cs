using System.Text.Json;

namespace RealtimeEvals.Pulse;

/// <summary>Where a member of an object stands in the bytes of a document; every end is one past the last byte.</summary>
internal readonly record struct JsonMember(int KeyStart, int KeyEnd, int ValueStart, int ValueEnd, JsonValueKind Kind);
