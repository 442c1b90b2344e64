namespace RealtimeEvals.Model;

/// <summary>Makes the paths of what a run emits absolute, so that they can be used as they stand. Files keep relative ones.</summary>
public static class AbsolutePaths
{
    /// <summary>The object with absolute paths; any other object as it is.</summary>
    /// <param name="item">A result of a case or a turn, or the result of a refusal smoke run.</param>
    public static object Of(object item) => item switch
    {
        IStoredResult result => result.Rooted(),
        TurnResult turn => turn.Rooted(),
        RefusalSmokeResult smoke => smoke with { Rows = new(smoke.Rows.Select(row => (RefusalResult)((IStoredResult)row).Rooted())) },
        _ => item,
    };

    /// <summary>A path below a folder. It stays as it is when it is empty, or when the folder is none of this machine.</summary>
    internal static string Under(string folder, string path) =>
        path.Length == 0 || !Path.IsPathFullyQualified(folder)
            ? path
            : Path.GetFullPath(path.Replace('/', Path.DirectorySeparatorChar), folder);
}
