namespace RealtimeEvals.Datasets;

/// <summary>A file that a table refers to, relative to the folder of the table or by its absolute path.</summary>
internal static class ListedFile
{
    private const int MaximumLinks = 40;

    /// <summary>Returns the absolute path.</summary>
    public static string FullPath(string tablePath, string written) => Path.GetFullPath(written.Replace('\\', '/'), FolderOf(tablePath));

    /// <summary>Returns why the file must not be read, as words to follow its name; null when it may be read.</summary>
    public static string? FindProblem(string tablePath, string written)
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

    /// <summary>Whether a path is the folder or inside it.</summary>
    public static bool IsInside(string path, string folder)
    {
        string relative = Path.GetRelativePath(folder, path);
        return relative != ".."
            && !relative.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !Path.IsPathRooted(relative);
    }

    /// <summary>Returns the path with all links resolved, folder by folder, including those in the targets of links.</summary>
    public static string Real(string path, int links = MaximumLinks)
    {
        string? parent = Path.GetDirectoryName(path);
        if (parent is null) return path;
        string here = Path.Combine(Real(parent, links), Path.GetFileName(path));
        FileSystemInfo info = Directory.Exists(here) ? new DirectoryInfo(here) : new FileInfo(here);
        return info.LinkTarget is null || links == 0 ? here : Real(info.ResolveLinkTarget(returnFinalTarget: false)!.FullName, links - 1);
    }
}
