namespace RealtimeEvals.PowerShell.Tests.Support;

/// <summary>The sources below <c>src/</c>.</summary>
internal static class SourceFiles
{
    private static readonly string[] Built = ["bin", "obj"];

    /// <summary>Every C# file of a project, or of all.</summary>
    public static IEnumerable<string> Of(params string[] folders) =>
        Directory.EnumerateFiles(Repository.PathOf(["src", .. folders]), "*.cs", SearchOption.AllDirectories)
            .Where(path => !Relative(path).Split('/').Any(Built.Contains));

    /// <summary>Everything that people read as code: sources, tests and scripts.</summary>
    public static IEnumerable<string> Readable() =>
        from folder in (string[])["src", "tests", "build"]
        from pattern in (string[])["*.cs", "*.ps1", "*.mjs"]
        from path in Directory.EnumerateFiles(Repository.PathOf(folder), pattern, SearchOption.AllDirectories)
        let parts = Relative(path).Split('/')
        where !parts.Any(part => part is "bin" or "obj" or "node_modules")
        select path;

    /// <summary>The project files of products and tests.</summary>
    public static IEnumerable<string> Projects(string folder) =>
        Directory.EnumerateFiles(Repository.PathOf(folder), "*.csproj", SearchOption.AllDirectories);

    public static string Relative(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');

    /// <summary>The lines of a file with their numbers, from 1, without comments.</summary>
    public static IEnumerable<(int Number, string Code)> Code(string path) =>
        File.ReadLines(path).Select((line, index) => (index + 1, line.TrimStart().StartsWith("//", StringComparison.Ordinal) ? "" : line));
}
