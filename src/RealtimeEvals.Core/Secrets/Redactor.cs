using System.Buffers;
using System.Text;

namespace RealtimeEvals.Secrets;

/// <summary>
/// Removes secrets from text that is written or shown: as they are, in hexadecimal or Base64, alone or inside more of it, and with any
/// characters escaped as in JSON or URLs, even several times. Text that is graded is never redacted.
/// </summary>
public sealed class Redactor
{
    /// <summary>The text that replaces a secret.</summary>
    public const string Mask = "[redacted]";

    /// <summary>Minimum length of a secret; shorter values occur in ordinary words.</summary>
    public const int ShortestSecret = 8;

    /// <summary>This many first characters of a longer secret are a secret too, since messages quote the beginning of values.</summary>
    private const int ShortestBeginning = 12;

    /// <summary>Maximum depth of nested escapes that is decoded.</summary>
    private const int MostLevels = 12;

    private readonly string[] _forms;
    private readonly SearchValues<string> _any;

    private Redactor(IEnumerable<string> secrets)
    {
        _forms =
        [
            .. secrets.Where(IsSecret)
                .SelectMany(SecretForms.Of)
                .Distinct(StringComparer.Ordinal)
                .OrderByDescending(form => form.Length),
        ];
        _any = SearchValues.Create([.. _forms.Select(form => form[..Math.Min(form.Length, ShortestBeginning)])], StringComparison.Ordinal);
    }

    /// <summary>A redactor without secrets, which changes nothing.</summary>
    public static Redactor None { get; } = new([]);

    /// <summary>Whether there are no secrets to remove.</summary>
    public bool IsNone => _forms.Length == 0;

    /// <summary>The length of the longest form of a secret.</summary>
    internal int LongestForm => IsNone ? 0 : _forms[0].Length;

    /// <summary>Returns a redactor for the given secrets.</summary>
    /// <param name="secrets">The secrets; those that are too short are ignored.</param>
    public static Redactor Of(IEnumerable<string> secrets) => new(secrets);

    /// <summary>Whether a value is long enough to be a secret.</summary>
    /// <param name="value">The value to check.</param>
    public static bool IsSecret(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length >= ShortestSecret && !Mask.Contains(value, StringComparison.Ordinal);
    }

    /// <summary>Returns the text with <see cref="Mask"/> in place of every secret; the same instance when it contains none.</summary>
    /// <param name="text">The text to redact.</param>
    public string Redact(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Cover(text, Find(text));
    }

    /// <summary>Returns the UTF-8 text with <see cref="Mask"/> in place of every secret, or the same memory. JSON stays JSON.</summary>
    /// <param name="utf8">The text to redact.</param>
    public ReadOnlyMemory<byte> Redact(ReadOnlyMemory<byte> utf8)
    {
        if (IsNone) return utf8;
        char[] room = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(utf8.Length));
        try
        {
            Span<char> text = room.AsSpan(0, Encoding.UTF8.GetChars(utf8.Span, room));
            IReadOnlyList<(int Start, int End)> found = Find(text);
            return found.Count == 0 ? utf8 : Encoding.UTF8.GetBytes(Cover(text.ToString(), found));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(room, clearArray: true);
        }
    }

    /// <summary>Whether a text contains a secret.</summary>
    /// <param name="text">The text to search.</param>
    public bool IsIn(string text) => Find(text).Count > 0;

    /// <summary>Returns the ranges of secrets in a text, in order and without overlap.</summary>
    /// <param name="text">The text to search.</param>
    /// <param name="followsEscapes">Whether escapes are decoded.</param>
    internal IReadOnlyList<(int Start, int End)> Find(ReadOnlySpan<char> text, bool followsEscapes = true)
    {
        bool hasEscapes = followsEscapes && !IsNone && EscapedText.IsIn(text);
        if (!hasEscapes && text.IndexOfAny(_any) < 0) return [];
        var found = new List<(int, int)>();
        AddTo(found, text, null);
        if (!hasEscapes) return found;
        foreach (EscapedText level in LevelsOf(text.ToString()).Skip(1)) AddTo(found, level.Text, level);
        return Merge(found);
    }

    /// <summary>
    /// Returns where the end of a text may be the beginning of a secret: the first such position, and the first with enough characters to
    /// reveal something. Each is the length of the text when there is none.
    /// </summary>
    /// <param name="text">The text to search.</param>
    /// <param name="telling">The number of characters that reveal something.</param>
    /// <param name="followsEscapes">Whether escapes are decoded.</param>
    internal (int Possible, int Telling) FindBeginning(ReadOnlySpan<char> text, int telling, bool followsEscapes = true)
    {
        int length = text.Length;
        if (!followsEscapes || !EscapedText.IsIn(text))
        {
            int known = LongestBeginning(text);
            return (length - known, known >= telling ? length - known : length);
        }

        (int possible, int certain) = (length, length);
        foreach (EscapedText level in LevelsOf(text.ToString()))
        {
            level.Decode(out int whole);
            int known = LongestBeginning(level.Text.AsSpan(0, whole));
            possible = Math.Min(possible, level.OriginOf(whole - known));
            if (known >= telling) certain = Math.Min(certain, level.OriginOf(whole - known));
        }

        return (possible, certain);
    }

    /// <summary>Sorts ranges and joins those that touch or overlap.</summary>
    internal static List<(int Start, int End)> Merge(IEnumerable<(int Start, int End)> ranges)
    {
        var merged = new List<(int Start, int End)>();
        foreach ((int start, int end) in ranges.Order())
        {
            if (merged is [.., var last] && start <= last.End) merged[^1] = (last.Start, Math.Max(last.End, end));
            else merged.Add((start, end));
        }

        return merged;
    }

    /// <summary>Replaces ranges of a text with the mask.</summary>
    internal static string Cover(string text, IReadOnlyList<(int Start, int End)> ranges)
    {
        if (ranges.Count == 0) return text;
        var covered = new StringBuilder();
        int from = 0;
        foreach ((int start, int end) in ranges)
        {
            covered.Append(text, from, start - from).Append(Mask);
            from = end;
        }

        return covered.Append(text, from, text.Length - from).ToString();
    }

    private static IEnumerable<EscapedText> LevelsOf(string text)
    {
        EscapedText? level = new(text, null);
        for (int depth = 0; level is not null && depth < MostLevels; depth++)
        {
            yield return level;
            level = level.Decode(out _);
        }
    }

    /// <summary>Returns the length of the longest incomplete form at the end of a text.</summary>
    private int LongestBeginning(ReadOnlySpan<char> text)
    {
        int longest = 0;
        foreach (string form in _forms)
        {
            int length = Math.Min(text.Length, form.Length - 1);
            while (length > longest && !text.EndsWith(form.AsSpan(0, length))) length--;
            longest = Math.Max(longest, length);
        }

        return longest;
    }

    private void AddTo(List<(int Start, int End)> found, ReadOnlySpan<char> text, EscapedText? level)
    {
        for (int from = 0; text[from..].IndexOfAny(_any) is int next and >= 0;)
        {
            int start = from + next;
            int end = start + 1;
            foreach (string form in _forms)
            {
                int length = text[start..].CommonPrefixLength(form);
                if (length >= Math.Min(form.Length, ShortestBeginning)) end = Math.Max(end, start + length);
            }

            found.Add(level is null ? (start, end) : (level.OriginOf(start), level.OriginOf(end)));
            from = end;
        }
    }
}
