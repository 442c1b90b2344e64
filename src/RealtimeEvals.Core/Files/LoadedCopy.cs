namespace RealtimeEvals.Files;

/// <summary>The copy of this assembly that a process has loaded: where several lie on its disk, all that it runs is of the first.</summary>
public static class LoadedCopy
{
    /// <summary>The path of the assembly; empty where it has none, as within a single file.</summary>
    public static string Path { get; } = typeof(LoadedCopy).Assembly.Location;

    /// <summary>Whether the loaded copy is, by its path, the one of a folder of a module.</summary>
    /// <param name="folder">The absolute path of the folder, in whose folder <c>bin</c> a copy lies.</param>
    public static bool IsOf(string folder) =>
        System.IO.Path.GetFullPath(System.IO.Path.Join("bin", System.IO.Path.GetFileName(Path)), folder) == Path;
}
