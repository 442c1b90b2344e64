using RealtimeEvals.Runs;

namespace RealtimeEvals.Reporting;

/// <summary>Tells paths: from a folder where they are in it, else in full.</summary>
/// <param name="basePath">The folder; empty for none.</param>
internal sealed class ReportPath(string basePath)
{
    private const string Parent = "..";

    /// <summary>A path with forward slashes; empty for an empty one.</summary>
    public string Of(string path)
    {
        string clean = ReportText.Clean(path);
        if (basePath.Length > 0 && Path.IsPathFullyQualified(clean) && Path.GetRelativePath(basePath, clean) is string inner && !Path.IsPathRooted(inner) && inner.Split(Path.DirectorySeparatorChar)[0] != Parent) clean = inner;
        return clean.Replace(Path.DirectorySeparatorChar, '/');
    }

    /// <summary>The path as an address: a relative one, or one with the scheme file.</summary>
    public string AddressOf(string path)
    {
        string told = Of(path);
        string address = string.Join('/', told.Split('/').Select(Uri.EscapeDataString));
        if (!Path.IsPathFullyQualified(told)) return address;
        // The drive of Windows keeps its colon and comes after a third slash; a share has its two already.
        string absolute = address.Replace("%3A", ":", StringComparison.Ordinal);
        return absolute.StartsWith("//", StringComparison.Ordinal) ? $"file:{absolute}" : absolute.StartsWith('/') ? $"file://{absolute}" : $"file:///{absolute}";
    }

    /// <summary>The manifest in the folder of a run; empty when the folder is not known.</summary>
    public static string ManifestOf(string runPath) => runPath.Length > 0 ? Path.Combine(runPath, RunFolder.ManifestName) : "";
}
