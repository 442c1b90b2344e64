using System.Globalization;
using System.Text.RegularExpressions;

namespace RealtimeEvals.Harness.Conversations;

/// <summary>
/// Finds facts in what a caller says, by their looks: numbers of three digits or more, ids and addresses of mail. Counts, times of
/// day, spans and percentages are turns of phrase and no facts.
/// </summary>
internal static partial class CallerFacts
{
    private const int FactDigits = 3;

    /// <summary>Facts in a line that stand nowhere in what is known, as they were said.</summary>
    /// <param name="line">The line.</param>
    /// <param name="known">Everything that the caller was told.</param>
    public static IEnumerable<string> UnknownIn(string line, string known)
    {
        HashSet<string> told = [.. Fact().Matches(known).SelectMany(match => Forms(match.Value)).Where(form => form.Length > 0), .. Groups().Matches(known).Select(match => Digits(match.Value))];

        // A number that is said in groups is one number.
        string rest = Groups().Replace(line, match => told.Contains(Digits(match.Value)) ? "" : match.Value);
        return Fact().Matches(rest).Where(match => IsFact(match, rest)).Select(match => Trim(match.Value)).Where(word => !told.Overlaps([Plain(word), Digits(word)]));
    }

    private static bool IsFact(Match match, string line)
    {
        string word = Trim(match.Value);
        if (word.Contains('@', StringComparison.Ordinal)) return true;
        bool isPercentage = match.Index + match.Length < line.Length && line[match.Index + match.Length] == '%';
        return Digits(word).Length >= FactDigits && !isPercentage && !Phrase().IsMatch(word);
    }

    /// <summary>The forms in which a known fact may be said: whole, its digits alone, each of its parts.</summary>
    private static IEnumerable<string> Forms(string word)
    {
        string trimmed = Trim(word);
        return [Plain(trimmed), Digits(trimmed), .. trimmed.Split('-', '/', ':').Select(Plain)];
    }

    /// <summary>A fact without what does not matter: a number as a number, anything else as letters and digits in lower case.</summary>
    private static string Plain(string word)
    {
        if (word.Contains('@', StringComparison.Ordinal)) return word.ToLowerInvariant();
        string bare = Ending().Replace(word, "");
        return decimal.TryParse(bare, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out decimal number)
            ? number.ToString("0.####", CultureInfo.InvariantCulture)
            : string.Concat(bare.ToLowerInvariant().Where(char.IsLetterOrDigit));
    }

    private static string Digits(string word) => string.Concat(word.Where(char.IsDigit));

    private static string Trim(string word) => word.Trim('.', ',', '-', '/', ':');

    /// <summary>Addresses of mail, and words with a digit in them.</summary>
    [GeneratedRegex(@"[\p{L}\p{N}_.+-]+@[\p{L}\p{N}.-]+|[\p{L}\p{N}#-]*\p{Nd}[\p{L}\p{N}.,:/#-]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fact();

    /// <summary>A number in groups: 555 0142.</summary>
    [GeneratedRegex(@"(?<![\p{L}\p{N}])\p{Nd}{2,}(?:[ -]\p{Nd}{2,})+(?![\p{L}\p{N}])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Groups();

    /// <summary>Times of day, spans, 24/7, a hundred and a thousand.</summary>
    [GeneratedRegex(@"\A(?:[0-9]{1,2}:[0-9]{2}(?:am|pm)?|[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}|1000?)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Phrase();

    /// <summary>What may follow a number without making it another: 101st.</summary>
    [GeneratedRegex(@"(?<=\p{Nd})(?:st|nd|rd|th|am|pm)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ending();
}
