using System.CommandLine;

namespace RealtimeEvals.Cli;

/// <summary>Makes the flags of verbs.</summary>
internal static class Flags
{
    /// <summary>A flag with text.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it is for.</param>
    /// <param name="value">Its value when it is not given.</param>
    /// <param name="shown">What help shows as that value, where the true one is a path of this machine.</param>
    public static Option<string> Text(string name, string description, string value, string? shown = null) =>
        new(name) { Description = shown is null ? description : $"{description} [default: {shown}]", DefaultValueFactory = _ => value };

    /// <summary>A flag with a whole number.</summary>
    public static Option<int> Number(string name, string description, int value) => new(name) { Description = description, DefaultValueFactory = _ => value };

    /// <summary>A flag with a number of seconds.</summary>
    public static Option<double> Seconds(string name, string description, double value) => new(name) { Description = $"{description}, in seconds.", DefaultValueFactory = _ => value };

    /// <summary>A flag with the name of an audio encoding.</summary>
    public static Option<string> Encoding(string name, string description, string value)
    {
        Option<string> option = Text(name, description, value);
        option.AcceptOnlyFromAmong([.. Audio.AudioFormat.EncodingNames]);
        return option;
    }

    /// <summary>A flag with one of the words of an enum, in lower case or as they are spelled there; never a number.</summary>
    public static Option<T> Choice<T>(string name, string description)
        where T : struct, Enum
    {
        string[] words = [.. Enum.GetNames<T>().SelectMany(word => new[] { word.ToLowerInvariant(), word }).Distinct(StringComparer.Ordinal)];
        var option = new Option<T>(name) { Description = description, HelpName = string.Join('|', Enum.GetNames<T>()).ToLowerInvariant() };
        option.AcceptOnlyFromAmong(words);
        return option;
    }

    /// <summary>A flag without a value.</summary>
    public static Option<bool> Switch(string name, string description, params string[] aliases) => new(name, aliases) { Description = description };

    /// <summary>The full path of what the user wrote, from the current folder.</summary>
    public static string FullPath(string path) => Path.GetFullPath(path, Environment.CurrentDirectory);
}
