using RealtimeEvals.Model;

namespace RealtimeEvals.Comparing;

/// <summary>Reads what is compared: a stored run, or a baseline file.</summary>
internal static class SideReader
{
    /// <summary>Reads the folder of a run, or a baseline file.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="wants">Whether a figure is needed.</param>
    /// <exception cref="EvalException">
    /// <c>RunNotFound</c>, <c>RunChanged</c>, or <c>InvalidInput</c>: every problem with the file at once.
    /// </exception>
    public static RunSide Read(string path, Func<string, bool> wants) =>
        Directory.Exists(path) ? StoredSide.Read(path, wants) : BaselineFile.Read(path, wants);
}
