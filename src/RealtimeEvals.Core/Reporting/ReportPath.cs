using RealtimeEvals.Datasets;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Reporting;

/// <summary>Makes paths inside a folder relative to it, others relative to the root of their git work tree, otherwise absolute.</summary>
/// <param name="basePath">The folder; empty when there is none.</param>
internal sealed class ReportPath(string basePath) : IFileAddresses
{
    /// <summary>Returns a path with forward slashes on one line; empty for an empty path.</summary>
    public string Of(string path) => ReportText.Clean(Relative(path));

    /// <inheritdoc />
    public string AddressOf(string path)
    {
        string told = Relative(path);
        string address = string.Join('/', told.Split('/').Select(Uri.EscapeDataString));
        if (!Path.IsPathFullyQualified(told)) return address;
        // A Windows drive keeps its colon and follows a third slash; a share already has two slashes.
        string absolute = address.Replace("%3A", ":", StringComparison.Ordinal);
        return absolute.StartsWith("//", StringComparison.Ordinal) ? $"file:{absolute}"
            : absolute.StartsWith('/') ? $"file://{absolute}"
            : $"file:///{absolute}";
    }

    /// <summary>Returns the manifest in the folder of a run; empty when the folder is not known.</summary>
    public static string ManifestOf(string runPath) => runPath.Length > 0 ? Path.Combine(runPath, RunManifest.FileName) : "";

    private string Relative(string path)
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
