using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RealtimeEvals.Transcripts.Rules;

/// <summary>
/// A caller's line, normalized for comparison: digits, dashes and spaces of all scripts become ASCII, and number words become digits.
/// </summary>
internal sealed partial class SpokenLine
{
    private const int LongestNumber = 16;
    private const int ShareLength = 10;

    private readonly string _plain;
    private readonly Match[] _matches;
    private readonly List<IReadOnlyList<SpokenWord>> _runs = [];
    private readonly StringBuilder _inDigits = new();

    /// <summary>Normalizes and splits a line.</summary>
    public SpokenLine(string text)
    {
        _plain = Plain(text);
        _matches = [.. Word().Matches(_plain).Cast<Match>()];
        Read();
    }

    /// <summary>
    /// The words that may be facts, in runs of consecutive words. Within a run, only spaces, dashes, commas and similar characters separate
    /// the words, so that a run may be one number that was said in groups.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<SpokenWord>> Runs => _runs;

    /// <summary>The whole line with its number words replaced by digits.</summary>
    public string InDigits => _inDigits.ToString();

    private void Read()
    {
        var run = new List<SpokenWord>();
        int end = 0;
        for (int at = 0; at < _matches.Length;)
        {
            (SpokenWord word, int count) = WordAt(at);
            Match last = _matches[at + count - 1];
            string gap = _plain[end.._matches[at].Index];
            _inDigits.Append(gap).Append(word.Text);
            bool mayBeFact = word.Digits.Length > 0 || word.IsMail || Letters().IsMatch(word.Text);
            if (run.Count > 0 && !(mayBeFact && Joint().IsMatch(gap)))
            {
                _runs.Add(run);
                run = [];
            }

            if (mayBeFact) run.Add(word with { Gap = run.Count > 0 ? gap : "" });
            end = last.Index + last.Length;
            at += count;
        }

        if (run.Count > 0) _runs.Add(run);
    }

    private (SpokenWord Word, int Count) WordAt(int at)
    {
        Match match = _matches[at];
        int end = match.Index + match.Length;
        if (NumberWords.Read([.. Following(at)]) is (string digits, int count, bool isRound))
        {
            Match last = _matches[at + count - 1];
            return (new SpokenWord(_plain[match.Index..(last.Index + last.Length)], digits, "") { IsPhrase = isRound }, count);
        }

        string word = match.Value.Trim('.', ',', '-', '/', ':');
        bool isShare = Share().IsMatch(_plain[end..Math.Min(_plain.Length, end + ShareLength)]);
        return (new SpokenWord(word, word, "") { IsPhrase = isShare || Phrase().IsMatch(word) }, 1);
    }

    /// <summary>Returns a word and the words after it that may belong to the same number.</summary>
    private IEnumerable<string> Following(int at)
    {
        for (int i = at; i < _matches.Length && i < at + LongestNumber; i++)
        {
            int end = i > at ? _matches[i - 1].Index + _matches[i - 1].Length : _matches[i].Index;
            if (_plain.AsSpan(end, _matches[i].Index - end).Trim(' ') is not ("" or "-")) yield break;
            yield return _matches[i].Value;
        }
    }

    private static string Plain(string text) => string.Create(text.Length, text, static (plain, text) =>
    {
        for (int i = 0; i < plain.Length; i++)
        {
            UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(text[i]);
            plain[i] = category switch
            {
                UnicodeCategory.DecimalDigitNumber => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(text[i])),
                UnicodeCategory.SpaceSeparator => ' ',
                UnicodeCategory.DashPunctuation => '-',
                _ => text[i] switch { '\u2212' => '-', '\u2019' => '\'', _ => text[i] },
            };
        }
    });

    /// <summary>E-mail addresses, words that contain a digit, and other words.</summary>
    [GeneratedRegex(
        @"[\p{L}\p{N}_.+-]+@[\p{L}\p{N}.-]+|[\p{L}\p{N}#+-]*[0-9][\p{L}\p{N}.,:/#-]*|\p{L}+", RegexOptions.CultureInvariant,
            matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    /// <summary>The letters of an id, such as the AB of AB 123.</summary>
    [GeneratedRegex(@"\A\p{Lu}{1,5}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Letters();

    /// <summary>The characters that may separate the groups of one number.</summary>
    [GeneratedRegex(@"\A[ ,.()+/'#:-]{1,4}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Joint();

    /// <summary>The characters after a number that make it a percentage.</summary>
    [GeneratedRegex(@"\A ?(?:%|per ?cent\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Share();

    /// <summary>Times of day, ranges, 24/7, 100 and 1000: figures of speech rather than facts.</summary>
    [GeneratedRegex(
        @"\A(?:[0-9]{1,2}:[0-9]{2}(?:am|pm)?|[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}|1000?)\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Phrase();
}
