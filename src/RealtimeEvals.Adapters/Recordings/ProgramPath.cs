namespace RealtimeEvals.Adapters.Recordings;

/// <summary>Finds programs in the folders of PATH alone: the current folder, where the platform would look too, may be anybody's.</summary>
internal static class ProgramPath
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The absolute path of a program; null where there is none.</summary>
    /// <param name="name">Its name, without the ending that Windows asks for.</param>
    /// <param name="searchPath">Folders, separated as in PATH.</param>
    public static string? Find(string name, string searchPath)
    {
        string file = OperatingSystem.IsWindows() ? $"{name}.exe" : name;
        IEnumerable<string> folders = searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Where(Path.IsPathFullyQualified).Select(folder => Path.Combine(folder, file)).FirstOrDefault(IsProgram);
    }

    private static bool IsProgram(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != UnixFileMode.None);
}
