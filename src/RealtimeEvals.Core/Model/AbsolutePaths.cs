namespace RealtimeEvals.Model;

/// <summary>Makes the paths in emitted results absolute, so that they can be used directly. Files keep relative paths.</summary>
public static class AbsolutePaths
{
    /// <summary>Returns a copy of a known result with absolute paths; returns any other object unchanged.</summary>
    /// <param name="item">A case result, a turn result or the result of a refusal smoke run; anything else passes through.</param>
    public static object Of(object item) => item switch
    {
        IStoredResult result => result.Rooted(),
        TurnResult turn => turn.Rooted(),
        RefusalSmokeResult smoke => smoke with { Rows = new(smoke.Rows.Select(row => (RefusalResult)((IStoredResult)row).Rooted())) },
        _ => item,
    };

    /// <summary>Resolves a path against a folder. An empty path is returned as is, and so is any path if the folder is relative.</summary>
    internal static string Under(string folder, string path) =>
        path.Length == 0 || !Path.IsPathFullyQualified(folder)
            ? path
            : Path.GetFullPath(path.Replace('/', Path.DirectorySeparatorChar), folder);
}
