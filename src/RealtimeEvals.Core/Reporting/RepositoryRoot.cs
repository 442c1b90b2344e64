using RealtimeEvals.Realtime;

namespace RealtimeEvals.Reporting;

/// <summary>Finds the folder to which build servers and code scanning expect paths to be relative.</summary>
public static class RepositoryRoot
{
    private const string Git = ".git";

    /// <summary>
    /// Returns the workspace of GitHub Actions, or the root of the git work tree that contains a folder, or that folder. A work tree may be
    /// one of several of a repository, or that of a submodule.
    /// </summary>
    /// <param name="folder">The full path of a folder.</param>
    public static string Of(string folder) => Of(folder, ServiceEnvironment.Workspace);

    /// <summary>Returns the same for a given workspace; blank for none.</summary>
    internal static string Of(string folder, string workspace) =>
        !string.IsNullOrWhiteSpace(workspace) && Directory.Exists(workspace)
            ? Path.GetFullPath(workspace, folder) : GitRootOf(folder) ?? folder;

    /// <summary>Returns the root of the git work tree that contains a file or folder; null when there is none.</summary>
    internal static string? GitRootOf(string path)
    {
        for (string? folder = path; !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            string git = Path.Combine(folder, Git);

            // An additional work tree and a submodule have a file there that points to the repository.
            if (Directory.Exists(git) || File.Exists(git)) return folder;
        }

        return null;
    }
}
