namespace RealtimeEvals.Datasets;

/// <summary>A file that a table names, relative to the folder of the table or by its absolute path.</summary>
internal static class ListedFile
{
    private const int MaximumLinks = 40;

    /// <summary>The absolute path.</summary>
    public static string FullPath(string tablePath, string written) => Path.GetFullPath(written.Replace('\\', '/'), FolderOf(tablePath));

    /// <summary>Why the file must not be read, in words that follow its name; null when it may.</summary>
    public static string? FindFault(string tablePath, string written)
    {
        if (written.Contains('\0', StringComparison.Ordinal)) return "is not a path";
        string folder = FolderOf(tablePath);
        string full = FullPath(tablePath, written);
        bool isRelative = !Path.IsPathRooted(written);
        if (isRelative && !IsInside(full, folder)) return "leads outside the folder of the table";
        if (Directory.Exists(full)) return "is a folder";
        if (!File.Exists(full) || !File.Exists(Real(full))) return "does not exist";
        return isRelative && !IsInside(Real(full), Real(folder)) ? "is a link that leads outside the folder of the table" : null;
    }

    private static string FolderOf(string tablePath) => Path.GetDirectoryName(tablePath)!;

    /// <summary>Whether a path is in or below a folder.</summary>
    public static bool IsInside(string path, string folder)
    {
        string relative = Path.GetRelativePath(folder, path);
        return relative != ".."
            && !relative.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !Path.IsPathRooted(relative);
    }

    /// <summary>The path with every link in it resolved, folder by folder, those of a link's own target too.</summary>
    public static string Real(string path, int links = MaximumLinks)
    {
        string? parent = Path.GetDirectoryName(path);
        if (parent is null) return path;
        string here = Path.Combine(Real(parent, links), Path.GetFileName(path));
        FileSystemInfo info = Directory.Exists(here) ? new DirectoryInfo(here) : new FileInfo(here);
        return info.LinkTarget is null || links == 0 ? here : Real(info.ResolveLinkTarget(returnFinalTarget: false)!.FullName, links - 1);
    }
}
