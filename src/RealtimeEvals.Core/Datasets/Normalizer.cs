using System.Collections.Frozen;
using System.Text;

namespace RealtimeEvals.Datasets;

/// <summary>
/// Normalizes spellings of the same value before they are compared. A tool parameter names its normalizer with <c>x-normalizer</c>; the
/// default is <see cref="Text"/>. Composed and decomposed letters are equal; differences in case, punctuation and spaces are ignored.
/// </summary>
internal static class Normalizer
{
    /// <summary>For ids: as text, without punctuation, spaces and the signs that separate the parts of an id.</summary>
    public const string Identifier = "identifier";

    /// <summary>For street addresses: as text, with common abbreviations of street types and states expanded.</summary>
    public const string Address = "address";

    /// <summary>
    /// For text: composed, lower case, punctuation replaced by a space, spaces collapsed. Letters, marks, digits, signs and symbols stay; a
    /// number keeps its minus and decimal point.
    /// </summary>
    public const string Text = "text";

    private static readonly FrozenDictionary<string, string> AddressWords = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["st"] = "street", ["ave"] = "avenue", ["blvd"] = "boulevard", ["rd"] = "road", ["dr"] = "drive", ["ln"] = "lane", ["ct"] = "court",
        ["tx"] = "texas", ["ca"] = "california", ["ny"] = "new york", ["wa"] = "washington",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The values that <c>x-normalizer</c> can have.</summary>
    public static IReadOnlyList<string> Names { get; } = [Identifier, Address, Text];

    /// <summary>Returns the form of <paramref name="value"/> to compare.</summary>
    /// <param name="value">The text to normalize.</param>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string Apply(string value, string name) => name switch
    {
        Identifier => Words(value, hasNumbers: false).Replace(" ", "", StringComparison.Ordinal),
        Address => string.Join(' ', Words(value, hasNumbers: true).Split(' ').Select(word => AddressWords.GetValueOrDefault(word, word))),
        _ => Words(value, hasNumbers: true),
    };

    private static string Words(string value, bool hasNumbers)
    {
        ArgumentNullException.ThrowIfNull(value);
        Rune[] runes = [.. Composition.Compose(value).ToLowerInvariant().EnumerateRunes()];
        var words = new StringBuilder(value.Length);
        for (int i = 0; i < runes.Length; i++)
        {
            if (hasNumbers && SignedNumber.IsMinus(runes, i)) words.Append('-');
            else if ((hasNumbers && SignedNumber.IsPoint(runes, i))
                || (TextRune.IsKept(runes[i]) && (hasNumbers || !SignedNumber.IsDash(runes[i]))))
            {
                words.Append(TextRune.Plain(runes[i]).ToString());
            }
            else if (!TextRune.IsInvisible(runes[i]) && words.Length > 0 && words[^1] != ' ') words.Append(' ');
        }

        return words.ToString().TrimEnd();
    }
}
