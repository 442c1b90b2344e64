using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace RealtimeEvals.Json;

/// <summary>Handles escapes that the platform's JSON reader rejects, halves of surrogate pairs, or ignores, plain characters.</summary>
internal static class JsonText
{
    private const int EscapeLength = 6;

    /// <summary>Describes a JSON error: line and column as an editor counts them, and the first sentence of the reader's message.</summary>
    public static string Describe(JsonException exception, string text)
    {
        string sentence = exception.Message.Split(". ")[0].Split(" LineNumber:")[0]
            .TrimEnd('.')
            .Replace(" which is not supported in this mode", "", StringComparison.Ordinal);
        if (exception.LineNumber is not long line || exception.BytePositionInLine is not long position) return sentence;
        byte[] bytes = Encoding.UTF8.GetBytes(text.Split('\n').ElementAtOrDefault((int)line) ?? "");
        int before = Encoding.UTF8.GetCharCount(bytes, 0, (int)Math.Min(position, bytes.Length));
        return FormattableString.Invariant($"line {line + 1}, column {before + 1}: {sentence}");
    }

    /// <summary>Returns the property <paramref name="name"/>; undefined when the parent is not an object or has no such property.</summary>
    public static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement child) ? child : default;

    /// <summary>Parses JSON so that all of its text and names can be read: invalid Unicode becomes U+FFFD.</summary>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> json) => JsonElement.Parse(Repair(json));

    /// <summary>Whether some escape is half of a surrogate pair.</summary>
    public static bool HasLoneSurrogate(string json) => !IsUnicode(Encoding.UTF8.GetBytes(json));

    /// <summary>Whether all text can be read: the bytes are UTF-8 and no escape is half of a surrogate pair.</summary>
    public static bool IsUnicode(ReadOnlySpan<byte> json) => Repair(json).AsSpan().SequenceEqual(json);

    /// <summary>Returns the JSON with U+FFFD for invalid UTF-8 and for halves of surrogate pairs; all other bytes are unchanged.</summary>
    public static byte[] Repair(ReadOnlySpan<byte> json)
    {
        byte[] repaired = Utf8.IsValid(json) ? json.ToArray() : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json));
        for (int at = 0; at < repaired.Length; at++)
        {
            if (repaired[at] != '\\') continue;
            if (CodeAt(repaired, at) is not char code)
            {
                at++;
                continue;
            }

            bool isPair = char.IsHighSurrogate(code) && CodeAt(repaired, at + EscapeLength) is char second && char.IsLowSurrogate(second);
            if (char.IsSurrogate(code) && !isPair) "fffd"u8.CopyTo(repaired.AsSpan(at + 2));
            at += (isPair ? 2 * EscapeLength : EscapeLength) - 1;
        }

        return repaired;
    }

    /// <summary>Returns the code of the escape <c>\uXXXX</c> at a position; null when there is none.</summary>
    private static char? CodeAt(ReadOnlySpan<byte> json, int at) =>
        at + EscapeLength <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && Utf8Parser.TryParse(json.Slice(at + 2, 4), out ushort code, out int read, 'x') && read == 4
            ? (char)code
            : null;
}
