using System.Collections.ObjectModel;
using System.Management.Automation;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>Converts paths from users to file system paths, using PowerShell's providers and drives.</summary>
internal static class FileSystemPaths
{
    private const string FileSystem = "FileSystem";

    /// <summary>Returns the files that match a pattern.</summary>
    /// <exception cref="EvalException"><c>NotFileSystemPath</c> or <c>PathNotFound</c>.</exception>
    public static IReadOnlyList<string> Existing(this PSCmdlet cmdlet, string pattern)
    {
        try
        {
            Collection<string> paths = cmdlet.GetResolvedProviderPathFromPSPath(pattern, out ProviderInfo provider);
            RequireFileSystem(pattern, provider);
            return paths.Count > 0 ? paths : throw EvalErrors.PathNotFound(pattern);
        }
        catch (Exception exception) when (
            exception is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException)
        {
            throw EvalErrors.PathNotFound(pattern);
        }
    }

    /// <summary>Returns the full path of a file or folder, which need not exist.</summary>
    /// <exception cref="EvalException"><c>NotFileSystemPath</c> or <c>PathNotFound</c>.</exception>
    public static string Full(this PSCmdlet cmdlet, string path)
    {
        try
        {
            string full = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo provider, out _);
            RequireFileSystem(path, provider);
            return full;
        }
        catch (Exception exception) when (exception is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException)
        {
            throw EvalErrors.PathNotFound(path);
        }
    }

    /// <summary>Does something with each file or folder that patterns match or paths name. One that fails is an error for itself.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="patterns">Paths with wildcards.</param>
    /// <param name="literal">Paths that are taken as they are written.</param>
    /// <param name="act">Does it, with an absolute path.</param>
    public static void Each(this PSCmdlet cmdlet, IEnumerable<string> patterns, IEnumerable<string> literal, Action<string> act)
    {
        foreach (string path in literal) cmdlet.Guarded(() => act(cmdlet.Full(path)));
        foreach (string pattern in patterns)
        {
            cmdlet.Guarded(() =>
            {
                foreach (string path in cmdlet.Existing(pattern)) cmdlet.Guarded(() => act(path));
            });
        }
    }

    /// <summary>Returns the folders of runs that are given by their folder or by their name.</summary>
    /// <exception cref="EvalException"><c>RunNotFound</c>, <c>NotFileSystemPath</c> or <c>PathNotFound</c>.</exception>
    public static IReadOnlyList<string> Runs(this PSCmdlet cmdlet, IEnumerable<string> runs, string resultsPath) =>
        [.. runs.Select(run => RunStores.FirstRun(Path.Combine(resultsPath, run), cmdlet.Full(run)))];

    private static void RequireFileSystem(string path, ProviderInfo provider)
    {
        if (provider.Name != FileSystem) throw EvalErrors.NotFileSystemPath(path, provider.Name);
    }
}
