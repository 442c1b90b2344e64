using System.Text.RegularExpressions;
using RealtimeEvals.Files;

namespace RealtimeEvals.Datasets.Prompts;

/// <summary>What a prompt's text says of itself.</summary>
internal static partial class PromptText
{
    private const int SeedIdLength = 16;

    /// <summary>Returns the text with LF as line break, in Unicode's form C and trimmed.</summary>
    public static string Normalize(string text) => Composition.Compose(ToLf(text)).Trim();

    /// <summary>Returns the id of a normalized text: its SHA-256 in hex.</summary>
    public static string IdOf(string normalized) => FileHash.OfText(normalized);

    /// <summary>Returns the id of the benchmark platform of vCDR: 16 hex digits of the SHA-256 of <c>name:text</c>.</summary>
    /// <param name="name">The name of the prompt.</param>
    /// <param name="text">The text as the file has it.</param>
    /// <param name="lineBreak">The line break of the machine that it was computed on.</param>
    public static string SeedIdOf(string name, string text, string lineBreak) =>
        FileHash.OfText($"{name}:{TrimLikeJavaScript(ToLf(text)).Replace("\n", lineBreak, StringComparison.Ordinal)}")[..SeedIdLength];

    /// <summary>Returns the cue as it was asked for if the text has it, without regard to case; otherwise an empty text.</summary>
    public static string CueIn(string text, string cue) =>
        cue.Length > 0 && text.Contains(cue, StringComparison.OrdinalIgnoreCase) ? cue : "";

    /// <summary>Returns the names of the placeholders, each once, in the order of the text.</summary>
    public static IReadOnlyList<string> PlaceholdersIn(string text) =>
        [.. Placeholder().Matches(text).Select(match => match.Groups["name"].Value.Trim()).Distinct(StringComparer.Ordinal)];

    /// <summary>Returns a text with the values of its placeholders; one without a value stays as it is.</summary>
    public static string Fill(string text, IReadOnlyDictionary<string, string> values) => Placeholder().Replace(
        text, match => values.TryGetValue(match.Groups["name"].Value.Trim(), out string? value) ? value : match.Value);

    private static string ToLf(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    /// <summary>Trims what JavaScript calls white space: a byte order mark is, a next-line character is not.</summary>
    private static string TrimLikeJavaScript(string text)
    {
        int start = 0;
        int end = text.Length;
        while (start < end && IsSpace(text[start])) start++;
        while (end > start && IsSpace(text[end - 1])) end--;
        return text[start..end];

        static bool IsSpace(char letter) => letter == '\uFEFF' || (char.IsWhiteSpace(letter) && letter != '\u0085');
    }

    [GeneratedRegex(@"\{\{(?<name>[^{}\r\n]*)\}\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
