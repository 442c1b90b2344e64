namespace RealtimeEvals.Files;

/// <summary>Finds programs only in the folders of PATH: the current folder, which the platform searches too, cannot be trusted.</summary>
public static class ProgramPath
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Returns the absolute path of a program; null when it is not found.</summary>
    /// <param name="name">The name, without the file extension that Windows requires.</param>
    /// <param name="searchPath">The folders, separated as in PATH.</param>
    public static string? Find(string name, string searchPath)
    {
        string file = OperatingSystem.IsWindows() ? $"{name}.exe" : name;
        IEnumerable<string> folders = searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Where(Path.IsPathFullyQualified).Select(folder => Path.Combine(folder, file)).FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != UnixFileMode.None);
}
