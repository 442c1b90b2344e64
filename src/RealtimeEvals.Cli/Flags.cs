using System.CommandLine;
using System.Text.Json;
using RealtimeEvals.Datasets;

namespace RealtimeEvals.Cli;

/// <summary>Makes the flags of verbs.</summary>
internal static class Flags
{
    /// <summary>A flag with text.</summary>
    public static Option<string> Text(string name, string description, string value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    /// <summary>A flag with the path of a file that is shipped.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is for.</param>
    public static Option<string> ShippedFile(string name, string description) =>
        new(name) { Description = description, HelpName = "FILE" };

    /// <summary>The full path that a flag for a shipped file stands for.</summary>
    public static string PathOf(this ParseResult parsed, Option<string> option, params ReadOnlySpan<string> shipped) =>
        parsed.GetValue(option) is { Length: > 0 } given ? FullPath(given) : ProductData.PathOf(shipped);

    /// <summary>A flag with a whole number.</summary>
    public static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    /// <summary>A flag with a number of seconds.</summary>
    public static Option<double> Seconds(string name, string description, double value) =>
        new(name) { Description = $"{description.TrimEnd('.')}, in seconds.", DefaultValueFactory = _ => value };

    /// <summary>A flag with the name of an audio encoding.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="value">The usual one.</param>
    /// <param name="refused">One that is refused here, and not shown.</param>
    public static Option<string> Encoding(string name, string description, string value, string refused = "")
    {
        Option<string> option = Text(name, description, value);
        option.AcceptOnlyFromAmong([.. Audio.AudioFormat.EncodingNames]);
        IEnumerable<string> shown = Audio.AudioFormat.EncodingNames.Where(encoding => encoding != refused);
        option.HelpName = string.Join('|', shown.Order(StringComparer.Ordinal));
        return option;
    }

    /// <summary>
    /// A flag with one of the words of an enum, such as server-vad; never a number. Case, dashes and underscores do not count.
    /// </summary>
    public static Option<T> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        string words = string.Join('|', Enum.GetNames<T>().Select(WordOf));
        return new Option<T>(name)
        {
            Description = description,
            HelpName = words,
            CustomParser = result =>
            {
                string given = result.Tokens[0].Value.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
                foreach (T value in Enum.GetValues<T>())
                {
                    if (value.ToString().Equals(given, StringComparison.OrdinalIgnoreCase)) return value;
                }

                result.AddError($"'{result.Tokens[0].Value}' is not one of {words}.");
                return default;
            },
        };
    }

    /// <summary>The word for a value of an enum; names of others are spelled as they spell them.</summary>
    private static string WordOf(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name)
        .Replace("open-ai", "openai", StringComparison.Ordinal)
        .Replace("git-hub", "github", StringComparison.Ordinal)
        .Replace("j-unit", "junit", StringComparison.Ordinal);

    /// <summary>A flag without a value.</summary>
    public static Option<bool> Switch(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description };

    /// <summary>The full path of what the user wrote, from the current folder.</summary>
    public static string FullPath(string path) => Path.GetFullPath(path, Environment.CurrentDirectory);
}
