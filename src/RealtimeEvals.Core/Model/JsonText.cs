using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace RealtimeEvals.Model;

/// <summary>
/// Handles the escapes of JSON text that the platform's reader is strict or silent about: half of a surrogate pair, which it refuses to
/// turn into text, and plain characters in disguise.
/// </summary>
internal static class JsonText
{
    private const int EscapeLength = 6;

    /// <summary>What is wrong with a text that is not JSON: line and column as an editor counts them, and the reader's first sentence.</summary>
    public static string Describe(JsonException exception, string text)
    {
        string sentence = exception.Message.Split(". ")[0].Split(" LineNumber:")[0].TrimEnd('.').Replace(" which is not supported in this mode", "", StringComparison.Ordinal);
        if (exception.LineNumber is not long line || exception.BytePositionInLine is not long position) return sentence;
        byte[] bytes = Encoding.UTF8.GetBytes(text.Split('\n').ElementAtOrDefault((int)line) ?? "");
        int before = Encoding.UTF8.GetCharCount(bytes, 0, (int)Math.Min(position, bytes.Length));
        return FormattableString.Invariant($"line {line + 1}, column {before + 1}: {sentence}");
    }

    /// <summary>The text of a string value; half of a surrogate pair, and what is no UTF-8, becomes U+FFFD.</summary>
    public static string Of(JsonElement value)
    {
        try
        {
            return value.GetString() ?? "";
        }
        catch (InvalidOperationException) when (value.ValueKind == JsonValueKind.String)
        {
            using var repaired = JsonDocument.Parse(Repair(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(value)))));
            return repaired.RootElement.GetString() ?? "";
        }
    }

    /// <summary>Whether some escape is half of a surrogate pair.</summary>
    public static bool HasLoneSurrogate(string json) => Encoding.UTF8.GetBytes(json) is byte[] bytes && !Repair(bytes).AsSpan().SequenceEqual(bytes);

    /// <summary>JSON in which every half of a surrogate pair has become U+FFFD; all else, and the length, is as it was.</summary>
    public static byte[] Repair(ReadOnlySpan<byte> json)
    {
        byte[] repaired = json.ToArray();
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

    /// <summary>JSON in which every escape of a printable ASCII character, but for the quote and the backslash, has become that character; "\/" too.</summary>
    public static byte[] WithPlainAscii(ReadOnlySpan<byte> json)
    {
        var plain = new List<byte>(json.Length);
        for (int at = 0; at < json.Length; at++)
        {
            if (json[at] != '\\')
            {
                plain.Add(json[at]);
            }
            else if (at + 1 < json.Length && json[at + 1] == '/')
            {
                plain.Add(json[++at]);
            }
            else if (CodeAt(json, at) is char code && code is >= ' ' and <= '~' and not ('"' or '\\'))
            {
                plain.Add((byte)code);
                at += EscapeLength - 1;
            }
            else
            {
                plain.Add(json[at++]);
                if (at < json.Length) plain.Add(json[at]);
            }
        }

        return [.. plain];
    }

    /// <summary>The code of the escape <c>\uXXXX</c> at a place; null when there is none.</summary>
    private static char? CodeAt(ReadOnlySpan<byte> json, int at) =>
        at + EscapeLength <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && Utf8Parser.TryParse(json.Slice(at + 2, 4), out ushort code, out int read, 'x') && read == 4
            ? (char)code
            : null;
}
