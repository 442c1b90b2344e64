using System.Collections.Frozen;
using System.Text;

namespace RealtimeEvals.Datasets;

/// <summary>
/// Brings two spellings of the same value to one form before they are compared. A parameter of a tool names its normalizer with
/// <c>x-normalizer</c>; without one, text counts.
/// </summary>
public static class Normalizer
{
    /// <summary>Ids: lower case; letters, digits and underscores only.</summary>
    public const string Identifier = "identifier";

    /// <summary>Street addresses: as text, with the usual abbreviations of streets and states written out.</summary>
    public const string Address = "address";

    /// <summary>Text: lower case, everything that is not a letter, digit or underscore becomes a space, spaces collapsed.</summary>
    public const string Text = "text";

    private static readonly FrozenDictionary<string, string> AddressWords = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["st"] = "street", ["ave"] = "avenue", ["blvd"] = "boulevard", ["rd"] = "road", ["dr"] = "drive", ["ln"] = "lane", ["ct"] = "court",
        ["tx"] = "texas", ["ca"] = "california", ["ny"] = "new york", ["wa"] = "washington",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names that <c>x-normalizer</c> may have.</summary>
    public static IReadOnlyList<string> Names { get; } = [Identifier, Address, Text];

    /// <summary>The form of <paramref name="value"/> that is compared.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static string Apply(string value, string name) => name switch
    {
        Identifier => Words(value).Replace(" ", "", StringComparison.Ordinal),
        Address => string.Join(' ', Words(value).Split(' ').Select(word => AddressWords.GetValueOrDefault(word, word))),
        _ => Words(value),
    };

    private static string Words(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var words = new StringBuilder(value.Length);
        foreach (Rune character in value.ToLowerInvariant().EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(character) || character.Value == '_') words.Append(character.ToString());
            else if (words.Length > 0 && words[^1] != ' ') words.Append(' ');
        }

        return words.ToString().TrimEnd();
    }
}
