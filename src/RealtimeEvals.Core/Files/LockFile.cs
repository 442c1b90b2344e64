using System.Security.Cryptography;

namespace RealtimeEvals.Files;

/// <summary>
/// A file that one holder of all processes has, and that is gone with it. A holder that is killed leaves a file that nobody holds, which
/// the next one takes over.
/// </summary>
public sealed class LockFile : IDisposable
{
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockOnMac = 35;

    private readonly FileStream _file;

    private LockFile(FileStream file) => _file = file;

    /// <summary>Takes the lock; null when somebody else has it.</summary>
    /// <param name="path">The absolute path of the lock's file, in a folder that is there.</param>
    /// <exception cref="IOException">The file cannot be made, or is a link.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be made.</exception>
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

    /// <summary>Whether something failed because another program holds the file.</summary>
    /// <param name="exception">What failed.</param>
    public static bool IsHeld(Exception exception) =>
        exception is IOException { HResult: SharingViolation or WouldBlockOnLinux or WouldBlockOnMac };

    /// <summary>Lets the next holder have the lock.</summary>
    public void Dispose()
    {
        try
        {
            // The name goes first, while the lock is still held; Windows does both at once when the file is closed.
            if (!OperatingSystem.IsWindows()) File.Delete(_file.Name);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The file stays, but nobody holds it; the next holder takes it over.
        }
        finally
        {
            _file.Dispose();
        }
    }

    /// <summary>
    /// Whether the file that is held is the one of that name. On Unix the lock may be had of a file whose holder deleted it between our
    /// opening and locking it, and somebody else may hold a new one of the name. So the file is marked with a time that nobody else would
    /// give it, and the mark is looked for under the name.
    /// </summary>
    private static bool IsNamed(FileStream file)
    {
        // Whole seconds: some file systems know no other.
        DateTime mark = DateTime.UnixEpoch.AddSeconds(RandomNumberGenerator.GetInt32(int.MaxValue));
        File.SetLastWriteTimeUtc(file.SafeFileHandle, mark);
        return File.GetLastWriteTimeUtc(file.Name) == mark;
    }
}
