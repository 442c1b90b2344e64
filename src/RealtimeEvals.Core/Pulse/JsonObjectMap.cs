using System.Text.Json;

namespace RealtimeEvals.Pulse;

/// <summary>The positions of an object and its members in the bytes of a document.</summary>
/// <param name="Start">The position of the opening brace.</param>
/// <param name="End">The position of the closing brace.</param>
/// <param name="Members">The members, in order.</param>
/// <param name="Found">The index of the requested member; -1 when there is none.</param>
internal sealed record JsonObjectMap(int Start, int End, IReadOnlyList<JsonMember> Members, int Found)
{
    /// <summary>Finds the members of an object and the one with a key, which may be written with escapes.</summary>
    /// <param name="json">A valid JSON document.</param>
    /// <param name="at">The position of the object, or of white space before it.</param>
    /// <param name="key">The key of the requested member.</param>
    /// <exception cref="InvalidDataException">The value is not an object.</exception>
    public static JsonObjectMap Read(ReadOnlySpan<byte> json, int at, string key)
    {
        var reader = new Utf8JsonReader(json[at..]);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new InvalidDataException("The root is not an object.");
        int start = at + (int)reader.TokenStartIndex;
        var members = new List<JsonMember>();
        int found = -1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(key)) found = members.Count;
            int keyStart = at + (int)reader.TokenStartIndex;
            int keyEnd = keyStart + reader.ValueSpan.Length + 2;
            reader.Read();
            int valueStart = at + (int)reader.TokenStartIndex;
            JsonValueKind kind = KindOf(reader.TokenType);
            reader.Skip();
            members.Add(new JsonMember(keyStart, keyEnd, valueStart, at + (int)reader.BytesConsumed, kind));
        }

        return new JsonObjectMap(start, at + (int)reader.TokenStartIndex, members, found);
    }

    /// <summary>Returns the white space before the key of a member.</summary>
    public string LeadOf(ReadOnlySpan<byte> json, int index)
    {
        int keyStart = Members[index].KeyStart;
        int from = keyStart;
        while (json[from - 1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') from--;
        return System.Text.Encoding.UTF8.GetString(json[from..keyStart]);
    }

    private static JsonValueKind KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => JsonValueKind.Object,
        JsonTokenType.StartArray => JsonValueKind.Array,
        JsonTokenType.String => JsonValueKind.String,
        JsonTokenType.Number => JsonValueKind.Number,
        JsonTokenType.True => JsonValueKind.True,
        JsonTokenType.False => JsonValueKind.False,
        _ => JsonValueKind.Null,
    };
}

/// <summary>The positions of an object's member in the bytes of a document; ends are exclusive.</summary>
internal readonly record struct JsonMember(int KeyStart, int KeyEnd, int ValueStart, int ValueEnd, JsonValueKind Kind);
