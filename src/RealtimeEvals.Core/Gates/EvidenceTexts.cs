using System.Text.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>What is held once for all rows of a run that have it: texts, and lists of graders.</summary>
internal sealed class EvidenceTexts
{
    /// <summary>At most so many of either; later ones are mostly as unique as numbers are.</summary>
    private const int Most = 4096;

    private const int LongestText = 1024;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];
    private readonly Dictionary<string, Grader[]> _graders = new(StringComparer.Ordinal);

    /// <summary>Returns the text with a number.</summary>
    public string this[int number] => _texts[number];

    /// <summary>Returns the number of a text; -1 when it is not to be held here.</summary>
    public int NumberOf(string text)
    {
        if (_numbers.TryGetValue(text, out int number)) return number;
        if (text.Length > LongestText || _texts.Count == Most) return -1;
        _texts.Add(text);
        return _numbers[text] = _texts.Count - 1;
    }

    /// <summary>Returns a text that equal ones share.</summary>
    public string Share(string text) => NumberOf(text) is >= 0 and int number ? _texts[number] : text;

    /// <summary>Returns a list of graders that equal ones share.</summary>
    /// <param name="graders">The list.</param>
    /// <param name="read">Reads it.</param>
    public Grader[] Share(JsonElement graders, Func<JsonElement, Grader[]> read)
    {
        string text = graders.GetRawText();
        if (_graders.TryGetValue(text, out Grader[]? known)) return known;
        Grader[] found = read(graders);
        if (_graders.Count < Most) _graders.Add(text, found);
        return found;
    }
}
