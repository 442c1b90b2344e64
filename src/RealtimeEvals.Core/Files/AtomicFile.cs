using System.Text.RegularExpressions;

namespace RealtimeEvals.Files;

/// <summary>Writes a file completely or not at all: a temporary file in the same folder, flushed to disk, then a rename.</summary>
internal static partial class AtomicFile
{
    private const string Ending = ".tmp";

    /// <summary>How long to retry on Windows, where a reader or a virus scanner may block the replacement of a file.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Writes <paramref name="content"/>, replacing an existing file. Missing folders are created.</summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <param name="content">Its new content.</param>
    /// <exception cref="IOException">The file cannot be written; the old content is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied; the old content is unchanged.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        byte[] copy = content.ToArray();
        Write(path, stream => stream.Write(copy));
    }

    /// <summary>Writes a file that is too large to be held in memory, replacing an existing one. Missing folders are created.</summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <param name="write">Writes the new content. When it throws, the old content is unchanged.</param>
    /// <inheritdoc cref="Write(string, ReadOnlySpan{byte})" />
    public static void Write(string path, Action<Stream> write)
    {
        // A rename would replace a device for every process.
        PlainFile.RequirePlain(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string temporary = WriteBeside(path, write, mode: null);
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
    /// Replaces a file if its content is the one that was read. The replaced content is checked afterwards, so that a file which another
    /// program wrote at the last moment is noticed and put back.
    /// </summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <param name="known">The content that the file is expected to have.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="mode">The Unix permissions of the new file; null for the default.</param>
    /// <param name="swap">Swaps the content of two paths: that of the new content and that of the file.</param>
    /// <returns>True when the file has the new content; false when it is as another program left it.</returns>
    /// <exception cref="IOException">The file cannot be written; the old content is unchanged.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied; the old content is unchanged.</exception>
    internal static bool TryReplace(string path, byte[] known, byte[] content, UnixFileMode? mode, Action<string, string> swap)
    {
        string beside = WriteBeside(path, stream => stream.Write(content), mode);
        try
        {
            // Swapping and then putting back would briefly show readers a file without the newest work.
            if (!PlainFile.Read(path, Array.MaxLength).AsSpan().SequenceEqual(known)) return false;
            byte[] expected = known;
            byte[] put = content;
            while (true)
            {
                swap(beside, path);
                byte[] replaced = PlainFile.Read(beside, Array.MaxLength);
                if (replaced.AsSpan().SequenceEqual(expected)) return put == content;

                // Another program wrote newer content: put it back, and expect the swap to return the content that is there now.
                (expected, put) = (put, replaced);
            }
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>
    /// Swaps two files. On Linux that is one atomic step. Elsewhere the old content gets its second name just before, so that a write
    /// between the two steps is lost.
    /// </summary>
    internal static void Swap(string beside, string path)
    {
        if (!LinuxFile.TryExchange(beside, path)) SwapInTwoSteps(beside, path);
    }

    /// <summary>Swaps two files in two steps, which works on every platform.</summary>
    internal static void SwapInTwoSteps(string beside, string path)
    {
        string old = TemporaryOf(path);
        File.Replace(beside, path, old, ignoreMetadataErrors: true);
        File.Move(old, beside);
    }

    /// <summary>Deletes the temporary files that killed writers of a file have left. No writer of the file may be active.</summary>
    /// <param name="path">The absolute path of the file.</param>
    public static void DeleteLeftovers(string path)
    {
        IEnumerable<string> files = Directory.EnumerateFiles(Path.GetDirectoryName(path)!);
        foreach (string file in files.Where(file => IsTemporaryOf(path, Path.GetFileName(file)))) File.Delete(file);
    }

    /// <summary>Writes a temporary file next to another, to replace it, and returns its path.</summary>
    private static string WriteBeside(string path, Action<Stream> write, UnixFileMode? mode)
    {
        string temporary = TemporaryOf(path);
        try
        {
            using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            if (mode is UnixFileMode given && !OperatingSystem.IsWindows()) File.SetUnixFileMode(stream.SafeFileHandle, given);
            write(stream);
            stream.Flush(flushToDisk: true);
            return temporary;
        }
        catch (Exception exception)
        {
            File.Delete(temporary);

            // .NET reports a file size limit, such as that of ulimit, with this exception.
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

    /// <summary>Deletes the temporary files of killed writers in a folder and its subfolders. No writer may be active there.</summary>
    /// <param name="folder">The absolute path of the folder.</param>
    public static void DeleteLeftoversBelow(string folder)
    {
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        IEnumerable<string> files = Directory.EnumerateFiles(folder, $".*{Ending}", everywhere);
        foreach (string file in files.Where(file => IsTemporary(Path.GetFileName(file)))) File.Delete(file);
    }

    /// <summary>Whether a file name is one of the temporary names of this class.</summary>
    /// <param name="name">The file name, without its folder.</param>
    public static bool IsTemporary(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return TemporaryName().IsMatch(name);
    }

    /// <summary>
    /// Renames a temporary file over its target. On Windows File.Replace also works while a reader shares the file; it fails, and is
    /// retried, while a reader does not.
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

    /// <summary>Matches a dot, the file name, a dot, the process id, "-", 32 hexadecimal digits and the ending.</summary>
    [GeneratedRegex(@"\A\.(?<of>.+)\.[0-9]{1,10}-[0-9a-f]{32}\.tmp\z", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex TemporaryName();
}
