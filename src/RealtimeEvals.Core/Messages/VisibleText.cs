using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;

namespace RealtimeEvals.Messages;

/// <summary>
/// Shows what models, services and files wrote, so that it can only be read. A character that steers a terminal, turns the direction of
/// what follows, breaks a line or cannot be seen stands there as its code: <c>&lt;U+001B&gt;</c>. So does the first character of what a
/// build server would take for a command: <c>::error</c>, <c>##[error]</c>, <c>##vso[</c>, <c>##teamcity[</c>.
/// </summary>
public static class VisibleText
{
    private const string Indentation = "  ";
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>
    /// The text on one line. An ordinary line break and a tab become a space. Text that was shown already stays as it is.
    /// </summary>
    /// <param name="text">The text; null for none.</param>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var shown = new StringBuilder(text.Length);
        for (int at = 0; at < text.Length;)
        {
            ReadOnlySpan<char> rest = text.AsSpan(at);
            bool isWhole = Rune.TryGetRuneAt(text, at, out Rune rune);
            int length = rest is ['\r', '\n', ..] ? 2 : isWhole ? rune.Utf16SequenceLength : 1;
            if (rest is ['\n' or '\t', ..] or ['\r', '\n', ..]) shown.Append(' ');
            else if (!isWhole || IsHidden(rune) || IsCommand(rest))
            {
                shown.Append(CultureInfo.InvariantCulture, $"<U+{(isWhole ? rune.Value : rest[0]):X4}>");
            }
            else shown.Append(rest[..length]);
            at += length;
        }

        return shown.ToString();
    }

    /// <summary>
    /// A message of one line or more: whatever follows the first line is indented, so that it passes for no line of its own.
    /// </summary>
    /// <param name="text">The message; null for none.</param>
    public static string Lines(string? text)
    {
        string[] lines = [.. (text ?? "").TrimEnd().Split('\n').Select(line => Of(line.EndsWith('\r') ? line[..^1] : line))];
        IEnumerable<string> others = lines.Skip(1)
            .Select(line => line.StartsWith(Indentation, StringComparison.Ordinal) ? line : Indentation + line);
        return string.Join(Environment.NewLine, others.Prepend(lines[0]));
    }

    /// <summary>So much of a text as is quoted in a message.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">The most characters of it.</param>
    public static string Start(string text, int length = 200)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= length ? text : $"{text[..length]}...";
    }

    /// <summary>What each item of a list reads as.</summary>
    /// <param name="items">The list; null for none. One that is no list is its only item.</param>
    public static string[] Each(object? items) => items switch
    {
        null => [],
        IEnumerable list and not string => [.. list.Cast<object?>().Select(item => Of(item?.ToString()))],
        _ => [Of(items.ToString())],
    };

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>
    /// Whether a command of a build server begins here. Where the line is broken later on is not known, so that any place counts.
    /// </summary>
    private static bool IsCommand(ReadOnlySpan<char> text)
    {
        if (text is [':', ':', var letter, ..]) return char.IsAsciiLetter(letter);
        if (text is not ['#', '#', ..]) return false;
        ReadOnlySpan<char> name = text[2..];
        int end = name.IndexOfAnyExcept(Letters);
        return end >= 0 && name[end] == '[';
    }
}
