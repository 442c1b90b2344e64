namespace RealtimeEvals.Cli;

/// <summary>
/// The words for flags: those of the options that they bind to, which the build takes from the comments of the code. The cmdlets have the
/// same.
/// </summary>
internal static class Words
{
    private static readonly Dictionary<string, string[]> Lines = Read();

    /// <summary>The words for a flag.</summary>
    /// <typeparam name="TOptions">The options.</typeparam>
    /// <param name="property">The property that the flag is bound to.</param>
    public static string Of<TOptions>(string property) => Find(typeof(TOptions), property)[1];

    /// <summary>The words for a flag that makes the difference between these options and others.</summary>
    /// <typeparam name="TOptions">The options.</typeparam>
    public static string Of<TOptions>() => Lines[typeof(TOptions).FullName!][1];

    /// <summary>The words for a flag, with those for what counts without it.</summary>
    /// <typeparam name="TOptions">The options.</typeparam>
    /// <param name="property">The property that the flag is bound to.</param>
    public static string WithUsual<TOptions>(string property) => WithUsual(typeof(TOptions), property);

    /// <summary>The same for options that only the caller knows.</summary>
    /// <param name="options">The type of the options.</param>
    /// <param name="property">The property that the flag is bound to.</param>
    public static string WithUsual(Type options, string property)
    {
        string[] line = Find(options, property);
        return $"{line[1]} [default: {line[2]}]";
    }

    /// <summary>A property has the words of the options themselves, else of those that they are made from.</summary>
    private static string[] Find(Type options, string property)
    {
        for (Type? type = options; type is not null; type = type.BaseType)
        {
            if (Lines.TryGetValue($"{type.FullName}.{property}", out string[]? line)) return line;
        }

        throw new InvalidOperationException($"{options.Name}.{property} has no words.");
    }

    private static Dictionary<string, string[]> Read()
    {
        using Stream stream = typeof(Words).Assembly.GetManifestResourceStream("Words.txt")!;
        using var reader = new StreamReader(stream);
        var lines = new Dictionary<string, string[]>(StringComparer.Ordinal);
        while (reader.ReadLine() is string line)
        {
            string[] parts = line.Split('\t');
            lines.Add(parts[0], parts);
        }

        return lines;
    }
}
