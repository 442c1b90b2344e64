using System.Text.Json;
using System.Text.RegularExpressions;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>
/// Finds and fills placeholders such as <c>{{name}}</c>. They are allowed only in what mocks return, where each stands for an argument of
/// the call.
/// </summary>
internal static partial class Placeholders
{
    /// <summary>Returns the names in a text.</summary>
    public static IEnumerable<string> In(string text) => Pattern().Matches(text).Select(match => match.Groups["name"].Value.Trim());

    /// <summary>Returns the names in all texts and keys of a JSON value, each with its path.</summary>
    public static IEnumerable<(string Path, string Name)> In(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.String => In(value.GetString()!).Select(name => (path, name)),
        JsonValueKind.Array => value.EnumerateArray()
            .SelectMany((item, index) => In(item, FormattableString.Invariant($"{path}[{index}]"))),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property => In(property.Name)
            .Select(name => ($"{path}.{property.Name}", name))
            .Concat(In(property.Value, $"{path}.{property.Name}"))),
        _ => [],
    };

    /// <summary>Replaces each placeholder by the argument with its name, or by nothing when the call has no such argument.</summary>
    public static string Fill(string text, JsonElement arguments) => Pattern().Replace(text, match =>
        arguments.TryGetProperty(match.Groups["name"].Value.Trim(), out JsonElement value)
            ? value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()
            : "");

    [GeneratedRegex(@"\{\{(?<name>[^{}]*)\}\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
