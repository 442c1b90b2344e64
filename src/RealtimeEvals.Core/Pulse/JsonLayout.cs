using System.Text;
using System.Text.Json;

namespace RealtimeEvals.Pulse;

/// <summary>The layout of a document at one place, so that additions look like what is there.</summary>
/// <param name="IsOneLine">Whether members follow each other on one line.</param>
/// <param name="NewLine">The line break.</param>
/// <param name="Unit">The white space of one level of indentation.</param>
/// <param name="Indentation">The white space before a member at this place.</param>
/// <param name="Colon">The colon between key and value, with its white space.</param>
/// <param name="Comma">The comma between members on one line, with its white space.</param>
internal sealed record JsonLayout(bool IsOneLine, string NewLine, string Unit, string Indentation, string Colon, string Comma)
{
    private const string DefaultUnit = "  ";

    /// <summary>Returns the layout for the members of an empty root object: that of the compatible writer.</summary>
    public static JsonLayout OfRoot(ReadOnlySpan<byte> json) =>
        new(IsOneLine: false, NewLineOf(json), DefaultUnit, DefaultUnit, ": ", ", ");

    /// <summary>Returns the layout at a member of an object.</summary>
    /// <param name="json">The document.</param>
    /// <param name="map">The members of the object.</param>
    /// <param name="index">The index of the member.</param>
    /// <param name="unit">The white space of one level; null for the root, whose members are indented by one level.</param>
    public static JsonLayout At(ReadOnlySpan<byte> json, JsonObjectMap map, int index, string? unit)
    {
        string lead = map.LeadOf(json, index);
        bool isOneLine = !lead.Contains('\n', StringComparison.Ordinal);
        string indentation = isOneLine ? "" : lead[(lead.LastIndexOf('\n') + 1)..];
        string colon = Encoding.UTF8.GetString(json[map.Members[index].KeyEnd..map.Members[index].ValueStart]);
        if (colon.AsSpan().ContainsAny('\r', '\n')) colon = ": ";
        string comma = isOneLine && index > 0 ? "," + lead : colon.EndsWith(' ') ? ", " : ",";
        return new JsonLayout(isOneLine, NewLineOf(json), unit ?? UnitOf(json, map), indentation, colon, comma);
    }

    /// <summary>The layout one level deeper.</summary>
    public JsonLayout Inner => this with { Indentation = Indentation + Unit };

    /// <summary>The text between the opening bracket of the container at this place and its first item.</summary>
    public string Break => IsOneLine ? "" : NewLine + Indentation;

    /// <summary>The text between two items of the container at this place.</summary>
    public string Separator => IsOneLine ? Comma : "," + Break;

    /// <summary>Returns a value in this layout; its tokens are copied unchanged.</summary>
    /// <param name="value">The value as JSON.</param>
    /// <exception cref="JsonException">The value is not JSON.</exception>
    public string Write(ReadOnlySpan<byte> value)
    {
        var text = new StringBuilder();
        JsonLayout layout = this;
        JsonTokenType before = JsonTokenType.None;
        var reader = new Utf8JsonReader(value);
        while (reader.Read())
        {
            bool isEnd = reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            bool isFirst = before is JsonTokenType.StartObject or JsonTokenType.StartArray;
            if (isEnd && !isFirst) text.Append(layout.IsOneLine ? "" : layout.NewLine + layout.Indentation[..^Unit.Length]);
            else if (!isEnd && isFirst) text.Append(layout.Break);
            else if (!isEnd && before == JsonTokenType.PropertyName) text.Append(Colon);
            else if (!isEnd && before != JsonTokenType.None) text.Append(layout.Separator);
            text.Append(Encoding.UTF8.GetString(TokenOf(reader)));
            if (isEnd) layout = layout with { Indentation = layout.Indentation[..^Unit.Length] };
            else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) layout = layout.Inner;
            before = reader.TokenType;
        }

        return text.ToString();
    }

    /// <summary>Whether two JSON texts consist of the same tokens, written in the same way.</summary>
    public static bool HasSameTokens(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        var one = new Utf8JsonReader(first);
        var other = new Utf8JsonReader(second);
        while (one.Read())
        {
            if (!other.Read() || one.TokenType != other.TokenType || !one.ValueSpan.SequenceEqual(other.ValueSpan)) return false;
        }

        return !other.Read();
    }

    private static ReadOnlySpan<byte> TokenOf(Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String
            ? (byte[])[(byte)'"', .. reader.ValueSpan, (byte)'"']
            : reader.ValueSpan;

    private static string NewLineOf(ReadOnlySpan<byte> json) =>
        json.IndexOf((byte)'\n') is > 0 and int at && json[at - 1] == '\r' ? "\r\n" : "\n";

    private static string UnitOf(ReadOnlySpan<byte> json, JsonObjectMap root)
    {
        string lead = root.LeadOf(json, 0);
        return lead.Contains('\n', StringComparison.Ordinal) ? lead[(lead.LastIndexOf('\n') + 1)..] : DefaultUnit;
    }
}
