using System.Collections;

namespace RealtimeEvals.HelpWriter;

/// <summary>What is wrong with the help, all of it, in the form in which a build shows errors.</summary>
internal sealed class Problems : IReadOnlyCollection<string>
{
    private readonly List<string> _lines = [];

    public int Count => _lines.Count;

    /// <summary>Adds one.</summary>
    /// <param name="place">The file, or the member of the code.</param>
    /// <param name="what">What is wrong with it.</param>
    public void Add(string place, string what)
    {
        string line = $"{place} : error HELP: {what}";
        if (!_lines.Contains(line, StringComparer.Ordinal)) _lines.Add(line);
    }

    public IEnumerator<string> GetEnumerator() => _lines.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
