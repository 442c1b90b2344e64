using System.Runtime.InteropServices;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.PowerShell.Loading;

/// <summary>Finds a .NET with ASP.NET Core, which comes neither with PowerShell nor with the module.</summary>
internal static class AspNetRuntime
{
    /// <summary>The version that is needed.</summary>
    public const string Version = "10.0";

    private const string Program = "dotnet";
    private const string Suiting = "10.*";

    /// <summary>Returns the program <c>dotnet</c> of the first one that has it.</summary>
    /// <exception cref="EvalException"><c>RuntimeMissing</c>: there is none.</exception>
    public static string Find() => FindIn(Folders()) ?? throw EvalErrors.RuntimeMissing(Version);

    /// <summary>Returns the program of the first folder beside which ASP.NET Core lies; null when there is none.</summary>
    /// <param name="folders">Folders with the program, or with a link to it; a path that is not absolute is passed over.</param>
    internal static string? FindIn(IEnumerable<string> folders) =>
        folders.Select(folder => ProgramPath.Find(Program, folder)).OfType<string>().Select(Real).FirstOrDefault(HasAspNet);

    /// <summary>Those that the environment names, those of PATH, and that of the running PowerShell.</summary>
    private static IEnumerable<string> Folders() =>
    [
        .. ServiceEnvironment.DotNetFolders,
        .. ChildEnvironment.SearchPath.Split(Path.PathSeparator),
        Path.GetFullPath(Path.Combine("..", "..", ".."), RuntimeEnvironment.GetRuntimeDirectory()),
    ];

    /// <summary>Packages put a link into PATH; what belongs to the program lies beside the file that it leads to.</summary>
    private static string Real(string program)
    {
        try
        {
            return File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return program;
        }
    }

    private static bool HasAspNet(string program)
    {
        string shared = Path.Combine(Path.GetDirectoryName(program)!, "shared", "Microsoft.AspNetCore.App");
        try
        {
            return Directory.Exists(shared) && Directory.EnumerateDirectories(shared, Suiting).Any();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
