using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;

namespace RealtimeEvals.Messages;

/// <summary>
/// Makes text of models, services and files safe to show. A character that controls a terminal, changes the text direction, breaks a line
/// or is invisible is shown as its code: <c>&lt;U+001B&gt;</c>. So is the first character of what a build server would take for a command:
/// <c>::error</c>, <c>##[error]</c>, <c>##vso[</c>, <c>##teamcity[</c>.
/// </summary>
public static class VisibleText
{
    private const string Indentation = "  ";
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Returns the text on one line. Ordinary line breaks and tabs become spaces. Applying it twice changes nothing.</summary>
    /// <param name="text">The text; null counts as empty.</param>
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

    /// <summary>Returns a message of one or more lines. All lines but the first are indented, so none passes for another message.</summary>
    /// <param name="text">The message; null counts as empty.</param>
    public static string Lines(string? text)
    {
        string[] lines = [.. (text ?? "").TrimEnd().Split('\n').Select(line => Of(line.EndsWith('\r') ? line[..^1] : line))];
        IEnumerable<string> others = lines.Skip(1)
            .Select(line => line.StartsWith(Indentation, StringComparison.Ordinal) ? line : Indentation + line);
        return string.Join(Environment.NewLine, others.Prepend(lines[0]));
    }

    /// <summary>Shortens a text for quoting in a message.</summary>
    /// <param name="text">The text to shorten.</param>
    /// <param name="length">The maximum number of characters; a longer text is cut there and ends in "...".</param>
    public static string Start(string text, int length = 200)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= length ? text : $"{text[..length]}...";
    }

    /// <summary>Returns the text of each item of a list, each on one line.</summary>
    /// <param name="items">The list; null counts as empty. Any other object, also a string, is treated as a list of one item.</param>
    public static string[] Each(object? items) => items switch
    {
        null => [],
        IEnumerable list and not string => [.. list.Cast<object?>().Select(item => Of(item?.ToString()))],
        _ => [Of(items.ToString())],
    };

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>Whether a command of a build server begins here. Any position counts, since later line breaks are not known.</summary>
    private static bool IsCommand(ReadOnlySpan<char> text)
    {
        if (text is [':', ':', var letter, ..]) return char.IsAsciiLetter(letter);
        if (text is not ['#', '#', ..]) return false;
        ReadOnlySpan<char> name = text[2..];
        int end = name.IndexOfAnyExcept(Letters);
        return end >= 0 && name[end] == '[';
    }
}
