using System.Text;
using RealtimeEvals.Files;
using RealtimeEvals.Runs;
using RealtimeEvals.Secrets;
using RealtimeEvals.Transcripts.Programs;

namespace RealtimeEvals.Harness;

/// <summary>
/// The git repository around a folder. Commit and branch are read from its files; only whether something was changed is asked of git, which
/// may be missing or slow. Addresses of remotes, which may hold a password, are never read.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class GitFolder(TimeProvider time)
{
    private const int MaximumBytes = 16 * 1024 * 1024;
    private const string LinkPrefix = "gitdir:";
    private const string RefPrefix = "ref:";
    private const string BranchPrefix = "refs/heads/";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>Returns the state of the repository that a folder is in; null when it is in none, or that cannot be read.</summary>
    /// <param name="folder">The absolute path of the folder.</param>
    /// <param name="cancellationToken">Ends the wait for git.</param>
    public async Task<GitState?> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            for (DirectoryInfo? place = new(folder); place is not null; place = place.Parent)
            {
                if (Find(Path.Combine(place.FullName, ".git")) is not string git) continue;
                (string commit, string branch) = Head(git);
                return new GitState(commit, branch, await IsDirtyAsync(place.FullName, cancellationToken));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A repository that cannot be read proves nothing, and hinders nothing.
        }

        return null;
    }

    /// <summary>Returns the folder with the repository's files; a worktree or a submodule has a file that names it.</summary>
    private static string? Find(string path)
    {
        if (Directory.Exists(path)) return path;
        if (!File.Exists(path)) return null;
        string text = Read(path);
        return text.StartsWith(LinkPrefix, StringComparison.Ordinal)
            ? Path.GetFullPath(text[LinkPrefix.Length..].Trim(), Path.GetDirectoryName(path)!)
            : null;
    }

    private static (string Commit, string Branch) Head(string git)
    {
        string head = Read(Path.Combine(git, "HEAD"));
        if (!head.StartsWith(RefPrefix, StringComparison.Ordinal)) return (Hex(head), "");
        string name = head[RefPrefix.Length..].Trim();
        string branch = name.StartsWith(BranchPrefix, StringComparison.Ordinal) ? name[BranchPrefix.Length..] : name;
        if (name.Contains("..", StringComparison.Ordinal)) return ("", branch);

        // A worktree shares the branches of its repository.
        string common = Path.Combine(git, "commondir");
        string shared = File.Exists(common) ? Path.GetFullPath(Read(common), git) : git;
        string loose = Path.Combine(shared, name);
        return (File.Exists(loose) ? Hex(Read(loose)) : Packed(Path.Combine(shared, "packed-refs"), name), branch);
    }

    private static string Packed(string path, string name) => File.Exists(path)
        ? Hex(Read(path).Split('\n').FirstOrDefault(line => line.TrimEnd().EndsWith($" {name}", StringComparison.Ordinal)) ?? "")
        : "";

    /// <summary>Returns the hash that a text begins with.</summary>
    private static string Hex(string text) => string.Concat(text.TakeWhile(char.IsAsciiHexDigitLower));

    private static string Read(string path) => Encoding.UTF8.GetString(PlainFile.Read(path, MaximumBytes)).Trim();

    private async Task<bool?> IsDirtyAsync(string folder, CancellationToken cancellationToken)
    {
        if (ProgramPath.Find("git", ChildEnvironment.SearchPath) is not string git) return null;
        try
        {
            // Nothing of the repository's own is run, and nothing in it is written.
            string[] arguments =
            [
                "--no-optional-locks", "-c", "core.fsmonitor=false", "status", "--porcelain", "--untracked-files=no", "--ignore-submodules",
            ];
            ProgramOutput output = await new ProgramRun(Limit, time).ToEndAsync(git, arguments, folder, cancellationToken);
            return output.ExitCode == 0 ? output.Output.Length > 0 : null;
        }
        catch (ProgramException)
        {
            return null;
        }
    }
}
