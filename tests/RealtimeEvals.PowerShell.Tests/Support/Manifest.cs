using System.Text.RegularExpressions;

namespace RealtimeEvals.PowerShell.Tests.Support;

/// <summary>The module manifest, read without PowerShell: single-quoted strings and arrays of them.</summary>
internal static partial class Manifest
{
    private static readonly string Text = File.ReadAllText(Repository.PathOf("RealtimeEvals.psd1"));

    /// <summary>The value of a key that holds one string; null when it does not stand there.</summary>
    public static string? Value(string key) =>
        Entries()
            .Where(entry => entry.Key == key && !entry.IsList)
            .Select(entry => Strings(entry.Value).SingleOrDefault())
            .SingleOrDefault();

    /// <summary>The values of a key that holds an array; null when it does not stand there.</summary>
    public static IReadOnlyList<string>? List(string key) =>
        Entries()
            .Where(entry => entry.Key == key && entry.IsList)
            .Select(entry => Strings(entry.Value))
            .SingleOrDefault();

    private static IEnumerable<(string Key, string Value, bool IsList)> Entries() =>
        Entry().Matches(Text).Select(match => (
            match.Groups["key"].Value,
            match.Groups["value"].Value,
            match.Groups["value"].Value.StartsWith('@')));

    private static string[] Strings(string value) => [.. Quoted().Matches(value).Select(match => match.Groups["text"].Value)];

    [GeneratedRegex(
        @"^\s*(?<key>\w+)\s*=\s*(?<value>'[^']*'|@\([^)]*\))",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5000)]
    private static partial Regex Entry();

    [GeneratedRegex("'(?<text>[^']*)'", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Quoted();
}
