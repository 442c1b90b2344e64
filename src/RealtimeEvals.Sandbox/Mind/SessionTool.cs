using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>A function that can be called.</summary>
/// <param name="Name">The name of the function.</param>
/// <param name="Parameters">The JSON schema of the arguments; null when there are none.</param>
internal sealed partial record SessionTool(string Name, JsonNode? Parameters)
{
    /// <summary>Whether a text mentions the function: by its name, or by all words of its name except the leading verb.</summary>
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
