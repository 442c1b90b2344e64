using RealtimeEvals.Files;
using RealtimeEvals.Reporting;

namespace RealtimeEvals.Pages;

/// <summary>Links to the files of a run by ids that are made from their places in its folder, so that no path is in an address.</summary>
/// <param name="runPath">The folder of the run.</param>
/// <param name="addressOf">Returns the address of a file by its id.</param>
internal sealed class FileIds(string runPath, Func<string, string> addressOf) : IFileAddresses
{
    private const int Length = 20;

    /// <summary>Returns the id of a file.</summary>
    /// <param name="runPath">The folder of the run.</param>
    /// <param name="full">The absolute path of the file.</param>
    public static string IdOf(string runPath, string full) =>
        FileHash.OfText(Path.GetRelativePath(runPath, full).Replace(Path.DirectorySeparatorChar, '/'))[..Length];

    /// <inheritdoc />
    public string AddressOf(string path) => addressOf(IdOf(runPath, path));

    /// <inheritdoc />
    public string Of(string path) => ReportText.Clean(path);
}
