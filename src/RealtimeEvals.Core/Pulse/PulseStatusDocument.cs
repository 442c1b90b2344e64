using System.Text;
using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Pulse;

/// <summary>Validates the bytes of a status file: strict JSON in UTF-8 that all downstream tools read the same way.</summary>
internal static class PulseStatusDocument
{
    /// <summary>The maximum size of a status file in bytes.</summary>
    public const int MaximumBytes = 16 * 1024 * 1024;

    /// <summary>The length of an escape before its digits: a backslash and the letter u.</summary>
    private const int UnicodePrefixLength = 2;

    /// <summary>Keys whose values must be objects if they exist.</summary>
    private static readonly string[] Containers = ["gates", "metrics", "meta", "openai_evals_v0", "realtime_evals"];

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Parses a status file and returns its root object.</summary>
    /// <param name="path">The path of the file, for error messages.</param>
    /// <param name="bytes">The content of the file.</param>
    /// <exception cref="EvalException"><c>StatusFileInvalid</c>: the content is not that of a status file.</exception>
    public static JsonElement Parse(string path, byte[] bytes)
    {
        JsonElement root = ParseStrictly(path, bytes);
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw EvalErrors.StatusFileInvalid(path, $"its root is {Describe(root)}, not an object");
        }

        foreach (string key in Containers)
        {
            if (root.TryGetProperty(key, out JsonElement found) && found.ValueKind != JsonValueKind.Object)
                throw EvalErrors.StatusFileInvalid(path, $"'{key}' is {Describe(found)}, not an object");
        }

        return root;
    }

    /// <summary>Describes the kind of a JSON value.</summary>
    public static string Describe(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "a JSON boolean",
        JsonValueKind.Null => "null",
        JsonValueKind.Array => "a JSON array",
        JsonValueKind.Object => "a JSON object",
        _ => $"a JSON {value.ValueKind.ToString().ToLowerInvariant()}",
    };

    private static JsonElement ParseStrictly(string path, byte[] bytes)
    {
        string text = Decode(path, bytes);
        if (string.IsNullOrWhiteSpace(text)) throw EvalErrors.StatusFileInvalid(path, "it is empty, or no plain file");
        int half = JsonText.Repair(bytes).AsSpan().CommonPrefixLength(bytes);
        if (half < bytes.Length)
        {
            string place = PlaceOf(bytes, half - UnicodePrefixLength);
            throw EvalErrors.StatusFileInvalid(path, $"{place}: an escape is half of a surrogate pair");
        }

        try
        {
            return StrictJson.Parse(bytes);
        }
        catch (JsonException exception)
        {
            throw EvalErrors.StatusFileInvalid(path, $"it is not strict JSON ({JsonText.Describe(exception, text)})", exception);
        }
    }

    private static string Decode(string path, byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble)) throw EvalErrors.StatusFileInvalid(path, "it begins with a byte order mark");
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            string reason = FormattableString.Invariant($"the byte at offset {exception.Index} is not UTF-8");
            throw EvalErrors.StatusFileInvalid(path, reason, exception);
        }
    }

    private static string PlaceOf(byte[] bytes, int offset)
    {
        string before = Encoding.UTF8.GetString(bytes, 0, offset);
        int lineStart = before.LastIndexOf('\n') + 1;
        int line = before.Count(character => character == '\n') + 1;
        return FormattableString.Invariant($"line {line}, column {before.Length - lineStart + 1}");
    }
}
