using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Merging;

/// <summary>
/// Copies the evidence of a shard beside its results, the logs, sound and transcripts, into the merged run. What is drawn from results is
/// made anew. Nothing is linked, so that the shards can be deleted, and no link is followed out of a shard.
/// </summary>
internal static class ShardEvidence
{
    /// <summary>Copies the files of a shard.</summary>
    /// <param name="shardPath">The folder of the shard.</param>
    /// <param name="into">The merged run.</param>
    /// <param name="cancellationToken">Cancels the copying.</param>
    /// <exception cref="EvalException"><c>EvidenceNotWritten</c>, or <c>LinkInRunFolder</c>: there is a link in the shard.</exception>
    public static void Copy(string shardPath, RunFolder into, CancellationToken cancellationToken)
    {
        foreach (DirectoryInfo folder in new DirectoryInfo(shardPath).EnumerateDirectories())
        {
            if (folder.Name != IRunPages.PlotFolder) CopyFolder(folder, into.PathOf(folder.Name), cancellationToken);
        }
    }

    private static void CopyFolder(DirectoryInfo from, string to, CancellationToken cancellationToken)
    {
        RequireNoLink(from);
        Guard(to, () => Directory.CreateDirectory(to));
        foreach (FileSystemInfo entry in from.EnumerateFileSystemInfos())
        {
            cancellationToken.ThrowIfCancellationRequested();
            string target = Path.Combine(to, entry.Name);
            RequireNoLink(entry);
            if (entry is DirectoryInfo folder)
            {
                CopyFolder(folder, target, cancellationToken);
            }
            else if (!AtomicFile.IsTemporary(entry.Name))
            {
                Guard(target, () =>
                {
                    PlainFile.RequirePlain(entry.FullName);
                    File.Copy(entry.FullName, target, overwrite: false);
                });
            }
        }
    }

    private static void RequireNoLink(FileSystemInfo entry)
    {
        if (entry.LinkTarget is not null) throw EvalErrors.LinkInRunFolder(entry.FullName);
    }

    private static void Guard(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw EvalErrors.EvidenceNotWritten(path, exception);
        }
    }
}
