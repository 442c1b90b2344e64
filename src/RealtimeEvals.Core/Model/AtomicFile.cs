namespace RealtimeEvals.Model;

/// <summary>Writes a file whole or not at all: a temporary file in the same folder, flushed to disk, then a rename.</summary>
public static class AtomicFile
{
    private const string Ending = ".tmp";
    private const int UniqueLength = 32;

    /// <summary>How long a reader or a virus scanner may keep Windows from replacing a file.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Writes <paramref name="content"/>, replacing what is there. Folders are made as needed.</summary>
    /// <param name="path">The absolute path of the file.</param>
    /// <param name="content">Its new content.</param>
    /// <param name="mode">Who may do what with the file, on Unix; null for what is usual.</param>
    /// <exception cref="IOException">It cannot be written; what was there is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; what was there is as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, UnixFileMode? mode = null)
    {
        string folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, FormattableString.Invariant($"{BeginningOf(path)}{Environment.ProcessId}-{Guid.NewGuid():N}{Ending}"));
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                if (mode is UnixFileMode given && !OperatingSystem.IsWindows()) File.SetUnixFileMode(stream.SafeFileHandle, given);
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            Replace(temporary, path);
        }
        catch (Exception exception)
        {
            File.Delete(temporary);

            // This is how the platform tells of a limit on the size of files, such as that of ulimit.
            if (exception is ArgumentOutOfRangeException) throw new IOException("The file is larger than the file system or a limit of the process allows.", exception);
            throw;
        }
    }

    /// <summary>Deletes what writers of a file that were killed have left. Nobody may be writing the file.</summary>
    /// <param name="path">The absolute path of the file.</param>
    public static void DeleteLeftovers(string path)
    {
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(path)!).Where(file => IsTemporaryOf(path, Path.GetFileName(file)))) File.Delete(file);
    }

    /// <summary>
    /// A rename is enough elsewhere. Windows has a call of its own for a file that a reader shares, and refuses for as long as somebody does not.
    /// </summary>
    private static void Replace(string temporary, string path)
    {
        if (OperatingSystem.IsWindows() && SpinWait.SpinUntil(() => TryReplace(temporary, path), Patience)) return;
        File.Move(temporary, path, overwrite: true);
    }

    private static bool TryReplace(string temporary, string path)
    {
        try
        {
            if (File.Exists(path)) File.Replace(temporary, path, destinationBackupFileName: null, ignoreMetadataErrors: true);
            else File.Move(temporary, path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string BeginningOf(string path) => $".{Path.GetFileName(path)}.";

    /// <summary>Whether a name is the beginning, the number of a process, "-", 32 hexadecimal digits and the ending.</summary>
    private static bool IsTemporaryOf(string path, string name)
    {
        string beginning = BeginningOf(path);
        if (!name.StartsWith(beginning, StringComparison.Ordinal) || !name.EndsWith(Ending, StringComparison.Ordinal)) return false;
        string[] parts = name[beginning.Length..Math.Max(beginning.Length, name.Length - Ending.Length)].Split('-');
        return parts.Length == 2 && parts[0].Length > 0 && parts[0].All(char.IsAsciiDigit) && parts[1].Length == UniqueLength && parts[1].All(char.IsAsciiHexDigitLower);
    }
}
