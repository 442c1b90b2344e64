namespace RealtimeEvals.Cli;

/// <summary>
/// The help texts of flags. The build takes them from the XML comments of the options that the flags are bound to; the cmdlets have the
/// same texts.
/// </summary>
internal static class Words
{
    private static readonly Dictionary<string, string[]> Lines = Read();

    /// <summary>Returns the help text of a flag.</summary>
    /// <typeparam name="TOptions">The type of the options.</typeparam>
    /// <param name="property">The property that the flag is bound to.</param>
    public static string Of<TOptions>(string property) => Find(typeof(TOptions), property)[1];

    /// <summary>Returns the help text of a flag that stands for a whole type of options.</summary>
    /// <typeparam name="TOptions">The type of the options.</typeparam>
    public static string Of<TOptions>() => Lines[typeof(TOptions).FullName!][1];

    /// <summary>Returns the help text of a flag with its default.</summary>
    /// <typeparam name="TOptions">The type of the options.</typeparam>
    /// <param name="property">The property that the flag is bound to.</param>
    public static string WithDefault<TOptions>(string property) => WithDefault(typeof(TOptions), property);

    /// <summary>Returns the help text of a flag with its default, for a type that is known at run time only.</summary>
    /// <param name="options">The type of the options.</param>
    /// <param name="property">The property that the flag is bound to.</param>
    public static string WithDefault(Type options, string property)
    {
        string[] line = Find(options, property);
        return $"{line[1]} [default: {line[2]}]";
    }

    /// <summary>Returns the texts of a property, from the type itself or from its nearest base type.</summary>
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
