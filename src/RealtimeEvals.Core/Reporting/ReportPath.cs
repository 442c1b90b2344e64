using RealtimeEvals.Datasets;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Reporting;

/// <summary>Tells paths: from a folder where they are in it, else from the root of their own repository, else in full.</summary>
/// <param name="basePath">The folder; empty for none.</param>
internal sealed class ReportPath(string basePath)
{
    /// <summary>A path with forward slashes on one line; empty for an empty one.</summary>
    public string Of(string path) => ReportText.Clean(Told(path));

    /// <summary>The path as an address: a relative one, or one with the scheme file.</summary>
    public string AddressOf(string path)
    {
        string told = Told(path);
        string address = string.Join('/', told.Split('/').Select(Uri.EscapeDataString));
        if (!Path.IsPathFullyQualified(told)) return address;
        // The drive of Windows keeps its colon and comes after a third slash; a share has its two already.
        string absolute = address.Replace("%3A", ":", StringComparison.Ordinal);
        return absolute.StartsWith("//", StringComparison.Ordinal) ? $"file:{absolute}"
            : absolute.StartsWith('/') ? $"file://{absolute}"
            : $"file:///{absolute}";
    }

    /// <summary>The manifest in the folder of a run; empty when the folder is not known.</summary>
    public static string ManifestOf(string runPath) => runPath.Length > 0 ? Path.Combine(runPath, RunFolder.ManifestName) : "";

    private string Told(string path)
    {
        string told = Path.IsPathFullyQualified(path) && !path.Contains('\0', StringComparison.Ordinal) ? FromBase(path) : path;
        return told.Replace(Path.DirectorySeparatorChar, '/');
    }

    private string FromBase(string path)
    {
        if (basePath.Length > 0 && Inside(path, basePath) is string inBase) return inBase;
        if (basePath.Length > 0 && Inside(ListedFile.Real(path), ListedFile.Real(basePath)) is string inRealBase) return inRealBase;
        return RepositoryRoot.GitRootOf(path) is string root && Inside(path, root) is string inRoot ? inRoot : path;
    }

    private static string? Inside(string path, string folder) =>
        ListedFile.IsInside(path, folder) ? Path.GetRelativePath(folder, path) : null;
}
