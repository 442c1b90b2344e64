using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using RealtimeEvals.Datasets;

namespace RealtimeEvals.Cli;

/// <summary>Creates the flags of verbs.</summary>
internal static class Flags
{
    /// <summary>Creates a flag with text.</summary>
    public static Option<string> Text(string name, string description, string value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    /// <summary>Creates a flag with the path of a file, whose default is a shipped file.</summary>
    /// <param name="name">The name of the flag.</param>
    /// <param name="description">Its help text.</param>
    public static Option<string> ShippedFile(string name, string description) =>
        new(name) { Description = description, HelpName = "FILE" };

    /// <summary>Returns the full path of a flag; that of the shipped file when the flag is not given.</summary>
    public static string PathOf(this ParseResult parsed, Option<string> option, params ReadOnlySpan<string> shipped) =>
        parsed.GetValue(option) is { Length: > 0 } given ? FullPath(given) : ProductData.PathOf(shipped);

    /// <summary>Creates a flag with a whole number.</summary>
    public static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };

    /// <summary>Creates a flag with a number of seconds.</summary>
    public static Option<double> Seconds(string name, string description, double value) =>
        new(name) { Description = $"{description.TrimEnd('.')}, in seconds.", DefaultValueFactory = _ => value };

    /// <summary>Creates a flag with the name of an audio encoding.</summary>
    /// <param name="name">The name of the flag.</param>
    /// <param name="description">Its help text.</param>
    /// <param name="value">The default.</param>
    /// <param name="refused">An encoding that is not accepted here and not shown in the help.</param>
    public static Option<string> Encoding(string name, string description, string value, string refused = "")
    {
        Option<string> option = Text(name, description, value);
        option.AcceptOnlyFromAmong([.. Audio.AudioFormat.EncodingNames]);
        IEnumerable<string> shown = Audio.AudioFormat.EncodingNames.Where(encoding => encoding != refused);
        option.HelpName = string.Join('|', shown.Order(StringComparer.Ordinal));
        return option;
    }

    /// <summary>
    /// Creates a flag with the name of an enum value, such as server-vad, but not its number. Case, dashes and underscores are ignored.
    /// </summary>
    public static Option<T> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        return new Option<T>(name)
        {
            Description = description,
            HelpName = WordsOf<T>(),
            CustomParser = result => Parse<T>(result, result.Tokens[0].Value),
        };
    }

    /// <summary>Creates a flag that may be given several times, each with the name of an enum value as in <see cref="Choice"/>.</summary>
    public static Option<T[]> Choices<T>(string name, string description)
        where T : struct, Enum
    {
        return new Option<T[]>(name)
        {
            Description = description,
            HelpName = WordsOf<T>(),
            CustomParser = result => [.. result.Tokens.Select(token => Parse<T>(result, token.Value))],
        };
    }

    private static T Parse<T>(ArgumentResult result, string word)
        where T : struct, Enum
    {
        string given = word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
        foreach (T value in Enum.GetValues<T>())
        {
            if (value.ToString().Equals(given, StringComparison.OrdinalIgnoreCase)) return value;
        }

        result.AddError($"'{word}' is not one of {WordsOf<T>()}.");
        return default;
    }

    private static string WordsOf<T>()
        where T : struct, Enum => string.Join('|', Enum.GetNames<T>().Select(WordOf));

    /// <summary>Returns the word for an enum value in kebab case; product names are spelled as their owners spell them.</summary>
    private static string WordOf(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name)
        .Replace("open-ai", "openai", StringComparison.Ordinal)
        .Replace("git-hub", "github", StringComparison.Ordinal)
        .Replace("j-unit", "junit", StringComparison.Ordinal);

    /// <summary>Creates a flag without a value.</summary>
    public static Option<bool> Switch(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description };

    /// <summary>Returns the full path of a path from the user, relative to the current folder.</summary>
    public static string FullPath(string path) => Path.GetFullPath(path, Environment.CurrentDirectory);
}
