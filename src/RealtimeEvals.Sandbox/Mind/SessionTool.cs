using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>A function that may be called.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The JSON schema of its arguments; null for none.</param>
internal sealed partial record SessionTool(string Name, JsonNode? Parameters)
{
    /// <summary>Whether words speak of it: they hold its name, or all words of its name without the verb that it begins with.</summary>
    public bool IsNamedIn(string words)
    {
        if (words.Contains(Name, StringComparison.OrdinalIgnoreCase)) return true;
        string[] parts = [.. NameWord().Matches(Name).Select(match => match.Value)];
        string[] subject = parts.Length > 1 ? parts[1..] : parts;
        var spoken = SpokenWord().Matches(words).Select(match => match.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return subject.Length > 0 && Array.TrueForAll(subject, spoken.Contains);
    }

    [GeneratedRegex("[A-Z]?[a-z0-9]+|[A-Z0-9]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NameWord();

    [GeneratedRegex("[A-Za-z0-9]+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SpokenWord();
}
