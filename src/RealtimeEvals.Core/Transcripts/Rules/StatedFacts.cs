using System.Text.RegularExpressions;

namespace RealtimeEvals.Transcripts.Rules;

/// <summary>The facts that are known to a caller, in every form in which the caller may say them.</summary>
internal sealed partial class StatedFacts
{
    /// <summary>The minimum number of digits of a fact; shorter numbers are counts, which can mean many things.</summary>
    public const int FactDigits = 3;

    /// <summary>The maximum number of groups in which one number is said.</summary>
    public const int LongestRun = 24;

    private const int LastDigits = 4;
    private const int LongNumber = 7;

    private readonly HashSet<string> _forms = new(StringComparer.Ordinal);

    /// <summary>Reads the facts from a text.</summary>
    public StatedFacts(string text)
    {
        foreach (SpokenLine line in text.Split('\n').Select(line => new SpokenLine(line)))
        {
            foreach (IReadOnlyList<SpokenWord> run in line.Runs) Add(run);
            _forms.UnionWith(SpokenDate.DaysIn(line.InDigits));
        }
    }

    /// <summary>Whether consecutive words form one fact that is known.</summary>
    public bool Know(IEnumerable<SpokenWord> words)
    {
        string text = string.Concat(words.Select(word => word.Gap + word.Text)).Trim(' ', ',', '.', '(', ')', '-', '/', '#', ':', '\'');
        if (words.Any(word => word.IsMail)) return _forms.Contains(text.ToLowerInvariant());
        string digits = string.Concat(words.Select(word => word.Digits));
        return digits.Length >= FactDigits && FormsOf(text, digits).Any(_forms.Contains);
    }

    /// <summary>Returns the forms in which a number may be known. Decimals are not read digit by digit: 12.50 is not 1250.</summary>
    private static IEnumerable<string> FormsOf(string text, string digits)
    {
        IEnumerable<string> forms = [.. SpokenAmount.Values(text), .. SpokenDate.Days(text)];
        if (Fraction().IsMatch(text)) return forms;
        forms = forms.Append(digits);

        // A telephone number may start with a country code or with the trunk prefix 0 instead.
        int code = text.StartsWith('+') ? 3 : digits.StartsWith('0') ? 1 : 0;
        return forms.Concat(Enumerable.Range(1, code).Where(skipped => digits.Length - skipped >= LongNumber)
            .Select(skipped => digits[skipped..]));
    }

    private void Add(IReadOnlyList<SpokenWord> run)
    {
        foreach (SpokenWord word in run)
        {
            if (word.IsMail) _forms.Add(word.Text.ToLowerInvariant());
            else if (word.Digits.Length > LongNumber) _forms.Add(word.Digits[^LastDigits..]);
        }

        for (int first = 0; first < run.Count; first++)
        {
            string text = "";
            foreach (SpokenWord word in run.Skip(first).Take(LongestRun))
            {
                text += text.Length > 0 ? word.Gap + word.Text : word.Text;
                foreach (string form in (string[])[.. SpokenAmount.Values(text), .. SpokenDate.Days(text)]) AddWhole(form);
            }
        }

        string[] groups = [.. run.SelectMany(GroupsOf)];
        for (int first = 0; first < groups.Length; first++)
        {
            string digits = "";
            foreach (string group in groups.Skip(first).Take(LongestRun)) _forms.Add(digits += group);
        }
    }

    /// <summary>Adds a value; if it has decimals, its whole part too, because that may be said alone.</summary>
    private void AddWhole(string form)
    {
        _forms.Add(form);
        if (form.IndexOf('.', StringComparison.Ordinal) is int point and > 0) _forms.Add(form[..point]);
    }

    /// <summary>Returns the groups of digits that may be said alone. An amount is a single group.</summary>
    private static IEnumerable<string> GroupsOf(SpokenWord word)
    {
        if (word.IsMail) return [];
        IEnumerable<string> parts = SpokenAmount.Values(word.Text).Any() ? [word.Text] : Seams().Split(word.Text);
        return parts.Select(part => string.Concat(part.Where(char.IsAsciiDigit))).Where(part => part.Length > 0);
    }

    [GeneratedRegex(@"\A[0-9]+[.,][0-9]{1,2}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fraction();

    [GeneratedRegex(@"[^\p{L}\p{N}]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Seams();
}
