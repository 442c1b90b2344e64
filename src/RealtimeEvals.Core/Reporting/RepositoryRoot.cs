using RealtimeEvals.Realtime;

namespace RealtimeEvals.Reporting;

/// <summary>Finds the folder that build servers and code scanning tell paths from.</summary>
public static class RepositoryRoot
{
    private const string Git = ".git";

    /// <summary>
    /// The workspace of GitHub Actions, else the root of the git work tree that holds a folder, else that folder. A work tree may be one of
    /// several of a repository, or that of a submodule.
    /// </summary>
    /// <param name="folder">The full path of a folder.</param>
    public static string Of(string folder) => Of(folder, ServiceEnvironment.Workspace);

    /// <summary>As above, with a workspace; blank for none.</summary>
    internal static string Of(string folder, string workspace) =>
        !string.IsNullOrWhiteSpace(workspace) && Directory.Exists(workspace)
            ? Path.GetFullPath(workspace, folder) : GitRootOf(folder) ?? folder;

    /// <summary>The root of the git work tree that holds a file or folder; null when none does.</summary>
    internal static string? GitRootOf(string path)
    {
        for (string? folder = path; !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            string git = Path.Combine(folder, Git);

            // A second work tree and a submodule have a file there that says where the repository is.
            if (Directory.Exists(git) || File.Exists(git)) return folder;
        }

        return null;
    }
}
