using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace RealtimeEvals.Json;

/// <summary>
/// Handles the escapes of JSON text that the platform's reader is strict or silent about: half of a surrogate pair, which it refuses to
/// turn into text, and plain characters in disguise.
/// </summary>
internal static class JsonText
{
    private const int EscapeLength = 6;

    /// <summary>
    /// What is wrong with a text that is not JSON: line and column as an editor counts them, and the reader's first sentence.
    /// </summary>
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

    /// <summary>The value at <paramref name="name"/>; undefined where the parent is no object, or has none.</summary>
    public static JsonElement Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement child) ? child : default;

    /// <summary>A value all of whose text can be read, names too: what is no Unicode becomes U+FFFD.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> json) => JsonElement.Parse(Repair(json));

    /// <summary>Whether some escape is half of a surrogate pair.</summary>
    public static bool HasLoneSurrogate(string json) => !IsUnicode(Encoding.UTF8.GetBytes(json));

    /// <summary>Whether all text can be read: it is UTF-8, and no escape is half of a surrogate pair.</summary>
    public static bool IsUnicode(ReadOnlySpan<byte> json) => Repair(json).AsSpan().SequenceEqual(json);

    /// <summary>JSON in which every half of a surrogate pair, and what is no UTF-8, has become U+FFFD; all else is as it was.</summary>
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

    /// <summary>The code of the escape <c>\uXXXX</c> at a place; null when there is none.</summary>
    private static char? CodeAt(ReadOnlySpan<byte> json, int at) =>
        at + EscapeLength <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && Utf8Parser.TryParse(json.Slice(at + 2, 4), out ushort code, out int read, 'x') && read == 4
            ? (char)code
            : null;
}
