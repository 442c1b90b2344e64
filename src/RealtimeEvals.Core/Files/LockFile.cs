using System.Security.Cryptography;

namespace RealtimeEvals.Files;

/// <summary>
/// A lock file that one holder at a time can have, across processes; releasing it deletes the file. If its holder is killed, the next
/// holder takes the file over.
/// </summary>
internal sealed class LockFile : IDisposable
{
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;

    private readonly FileStream _file;

    private LockFile(FileStream file) => _file = file;

    /// <summary>Takes the lock; returns null when another holder has it.</summary>
    /// <param name="path">The absolute path of the lock file, in an existing folder.</param>
    /// <exception cref="IOException">The file cannot be created, or is a link.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    public static LockFile? TryTake(string path)
    {
        if (new FileInfo(path).LinkTarget is not null) throw new IOException($"The lock '{path}' is a link.");
        PlainFile.RequirePlain(path);
        FileStream? file = null;
        try
        {
            FileOptions options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None;
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, options);
            if (OperatingSystem.IsWindows() || IsNamed(file)) return new LockFile(file);
            file.Dispose();
            return null;
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            return null;
        }
        catch
        {
            file?.Dispose();
            throw;
        }
    }

    /// <summary>Whether an operation failed because another program holds the file.</summary>
    /// <param name="exception">The exception of the operation.</param>
    public static bool IsHeld(Exception exception) =>
        exception is IOException { HResult: SharingViolation or WouldBlockOnLinux or WouldBlockOnMac };

    /// <summary>Releases the lock.</summary>
    public void Dispose()
    {
        try
        {
            // Delete the name first, while the lock is still held; Windows does both at once when the file is closed.
            if (!OperatingSystem.IsWindows()) File.Delete(_file.Name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The file stays without a holder; the next holder takes it over.
        }
        finally
        {
            _file.Dispose();
        }
    }

    /// <summary>
    /// Whether the open file is still the one with that name. On Unix the previous holder may delete the file between our opening and
    /// locking it, and another process may hold a new file of that name. The file is therefore marked with a random time, and the mark is
    /// looked for under the name.
    /// </summary>
    private static bool IsNamed(FileStream file)
    {
        // Whole seconds, since some file systems store nothing finer.
        DateTime mark = DateTime.UnixEpoch.AddSeconds(RandomNumberGenerator.GetInt32(int.MaxValue));
        File.SetLastWriteTimeUtc(file.SafeFileHandle, mark);
        return File.GetLastWriteTimeUtc(file.Name) == mark;
    }
}
