using System.Text.RegularExpressions;

namespace RealtimeEvals.Files;

/// <summary>Writes a file whole or not at all: a temporary file in the same folder, flushed to disk, then a rename.</summary>
public static partial class AtomicFile
{
    private const string Ending = ".tmp";

    /// <summary>How long a reader or a virus scanner may keep Windows from replacing a file.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Writes <paramref name="content"/>, replacing what is there. Folders are made as needed.</summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <param name="content">Its new content.</param>
    /// <exception cref="IOException">It cannot be written; what was there is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; what was there is as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        // A rename would take a device away from everybody.
        PlainFile.RequirePlain(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string temporary = WriteBeside(path, content, mode: null);
        try
        {
            Replace(temporary, path);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>
    /// Replaces a file that must be as it was read. What is replaced is looked at afterwards, so that a file that another program put there
    /// in the last moment is noticed, and put back.
    /// </summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <param name="known">What it is thought to hold.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="mode">Who may do what with the file, on Unix; null for what is usual.</param>
    /// <param name="swap">How a file is replaced by another whose name has the old content afterwards.</param>
    /// <returns>Whether the file is as it was to be; if not, it is as the other program left it.</returns>
    /// <exception cref="IOException">It cannot be written; what was there is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; what was there is as it was.</exception>
    internal static bool TryReplace(string path, byte[] known, byte[] content, UnixFileMode? mode, Action<string, string> swap)
    {
        string beside = WriteBeside(path, content, mode);
        try
        {
            // Swapping and putting back would show everybody, for a moment, a file without the newest work.
            if (!PlainFile.Read(path, Array.MaxLength).AsSpan().SequenceEqual(known)) return false;
            byte[] expected = known;
            byte[] put = content;
            while (true)
            {
                swap(beside, path);
                byte[] replaced = PlainFile.Read(beside, Array.MaxLength);
                if (replaced.AsSpan().SequenceEqual(expected)) return put == content;

                // Somebody's newer work: it goes back, and whatever that replaces must be what stands there now.
                (expected, put) = (put, replaced);
            }
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>
    /// Gives a file the place of another, whose content then has the name of the first. On Linux that is one step. Elsewhere the old
    /// content gets its second name just before, so that what comes between the two is lost.
    /// </summary>
    internal static void Swap(string beside, string path)
    {
        if (!LinuxFile.TryExchange(beside, path)) SwapInTwoSteps(beside, path);
    }

    /// <summary>The same by means that every platform has.</summary>
    internal static void SwapInTwoSteps(string beside, string path)
    {
        string old = TemporaryOf(path);
        File.Replace(beside, path, old, ignoreMetadataErrors: true);
        File.Move(old, beside);
    }

    /// <summary>Deletes what writers of a file that were killed have left. Nobody may be writing the file.</summary>
    /// <param name="path">The absolute path of the file.</param>
    public static void DeleteLeftovers(string path)
    {
        IEnumerable<string> files = Directory.EnumerateFiles(Path.GetDirectoryName(path)!);
        foreach (string file in files.Where(file => IsTemporaryOf(path, Path.GetFileName(file)))) File.Delete(file);
    }

    /// <summary>Writes a file beside another, to take its place, and gives its path.</summary>
    private static string WriteBeside(string path, ReadOnlySpan<byte> content, UnixFileMode? mode)
    {
        string temporary = TemporaryOf(path);
        try
        {
            using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            if (mode is UnixFileMode given && !OperatingSystem.IsWindows()) File.SetUnixFileMode(stream.SafeFileHandle, given);
            stream.Write(content);
            stream.Flush(flushToDisk: true);
            return temporary;
        }
        catch (Exception exception)
        {
            File.Delete(temporary);

            // This is how the platform tells of a limit on the size of files, such as that of ulimit.
            if (exception is ArgumentOutOfRangeException)
            {
                throw new IOException("The file is larger than the file system or a limit of the process allows.", exception);
            }

            throw;
        }
    }

    private static string TemporaryOf(string path) =>
        Path.Combine(
            Path.GetDirectoryName(path)!,
            FormattableString.Invariant($"{BeginningOf(path)}{Environment.ProcessId}-{Guid.NewGuid():N}{Ending}"));

    /// <summary>Deletes what killed writers have left in a folder and all below it. Nobody may be writing there.</summary>
    /// <param name="folder">The absolute path of the folder.</param>
    public static void DeleteLeftoversBelow(string folder)
    {
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        IEnumerable<string> files = Directory.EnumerateFiles(folder, $".*{Ending}", everywhere);
        foreach (string file in files.Where(file => IsTemporary(Path.GetFileName(file)))) File.Delete(file);
    }

    /// <summary>Whether a file name is one that a writer of this kind gives while it writes.</summary>
    /// <param name="name">The name, without its folder.</param>
    public static bool IsTemporary(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TemporaryName().IsMatch(name);
    }

    /// <summary>
    /// A rename is enough elsewhere. Windows has a call of its own for a file that a reader shares, and refuses for as long as somebody
    /// does not.
    /// </summary>
    private static void Replace(string temporary, string path)
    {
        if (OperatingSystem.IsWindows() && SpinWait.SpinUntil(() => TryReplaceOnWindows(temporary, path), Patience)) return;
        File.Move(temporary, path, overwrite: true);
    }

    private static bool TryReplaceOnWindows(string temporary, string path)
    {
        try
        {
            if (File.Exists(path)) File.Replace(temporary, path, null, ignoreMetadataErrors: true);
            else File.Move(temporary, path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string BeginningOf(string path) => $".{Path.GetFileName(path)}.";

    private static bool IsTemporaryOf(string path, string name) => TemporaryName().Match(name).Groups["of"].Value == Path.GetFileName(path);

    /// <summary>A dot, the name, a dot, the number of a process, "-", 32 hexadecimal digits and the ending.</summary>
    [GeneratedRegex(@"\A\.(?<of>.+)\.[0-9]{1,10}-[0-9a-f]{32}\.tmp\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex TemporaryName();
}
