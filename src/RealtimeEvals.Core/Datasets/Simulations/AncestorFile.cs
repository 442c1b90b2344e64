namespace RealtimeEvals.Datasets.Simulations;

/// <summary>Finds a file by its absolute path, or relative to the folder of the simulation or one of the three folders above it.</summary>
internal static class AncestorFile
{
    private const int FoldersAbove = 3;

    /// <summary>Whether the name is that of a folder, relative to the folder of the simulation or absolute.</summary>
    public static bool IsFolder(string simulationPath, string written) =>
        !written.Contains('\0', StringComparison.Ordinal)
        && Directory.Exists(Path.GetFullPath(written.Replace('\\', '/'), Path.GetDirectoryName(simulationPath)!));

    /// <summary>Returns the absolute path; null when there is no such file.</summary>
    public static string? Find(string simulationPath, string written)
    {
        if (written.Contains('\0', StringComparison.Ordinal)) return null;
        string name = written.Replace('\\', '/');
        if (Path.IsPathRooted(name)) return File.Exists(name) ? Path.GetFullPath(name, Path.GetDirectoryName(simulationPath)!) : null;
        string? folder = Path.GetDirectoryName(simulationPath);
        for (int above = 0; above <= FoldersAbove && folder is not null; above++)
        {
            string candidate = Path.GetFullPath(name, folder);
            if (ListedFile.IsInside(candidate, folder) && File.Exists(candidate)) return candidate;
            folder = Path.GetDirectoryName(folder);
        }

        return null;
    }
}
