using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Pulse;

/// <summary>Reads the bytes of a status file.</summary>
internal static class PulseStatusBytes
{
    /// <summary>Reads a file that will not be changed.</summary>
    /// <exception cref="EvalException"><c>StatusFileMissing</c>, <c>StatusFileInvalid</c> or <c>StatusInUse</c>.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            if (Directory.Exists(path)) throw EvalErrors.StatusFileInvalid(path, "it is a folder");
            return Read(path, FileAccess.Read);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw ErrorOf(path, exception)
                ?? EvalErrors.StatusFileInvalid(path, $"it cannot be read ({exception.Message.TrimEnd('.')})", exception);
        }
    }

    /// <summary>Reads a file that is to be replaced.</summary>
    /// <exception cref="EvalException">
    /// <c>StatusFileMissing</c>, <c>StatusFileInvalid</c>, <c>StatusFileNotWritable</c> or <c>StatusInUse</c>.
    /// </exception>
    public static byte[] ReadForReplacing(string path)
    {
        try
        {
            RequirePlain(path);
            if (LinuxFile.HasOtherNames(path))
            {
                throw EvalErrors.StatusFileNotWritable(
                    path, "it has another name too (a hard link), under which the old content would stay");
            }

            // A rename needs no write access to the file, so require it here.
            return Read(path, FileAccess.ReadWrite);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            throw ErrorOf(path, exception) ?? EvalErrors.StatusFileNotWritable(path, exception.Message.TrimEnd('.'), exception);
        }
    }

    /// <summary>Throws if the path is one that a rename would destroy or that must not be written.</summary>
    /// <exception cref="EvalException"><c>StatusFileMissing</c> or <c>StatusFileNotWritable</c>.</exception>
    public static void RequirePlain(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is string target)
        {
            throw EvalErrors.StatusFileNotWritable(path, $"it is a symbolic link to '{target}', which would be replaced by a file");
        }

        if (Directory.Exists(path)) throw EvalErrors.StatusFileNotWritable(path, "it is a folder");
        if (!file.Exists) throw EvalErrors.StatusFileMissing(path);

        // Respect the mode even for root, which may write anything.
        bool isReadOnly = OperatingSystem.IsWindows()
            ? file.IsReadOnly
            : (file.UnixFileMode & (UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == UnixFileMode.None;
        if (isReadOnly) throw EvalErrors.StatusFileNotWritable(path, "it is read-only");
    }

    private static byte[] Read(string path, FileAccess access)
    {
        try
        {
            return PlainFile.Read(path, PulseStatusDocument.MaximumBytes, access);
        }
        catch (FileTooLargeException)
        {
            throw EvalErrors.StatusFileInvalid(path, "it is larger than 16 MiB");
        }
    }

    private static EvalException? ErrorOf(string path, Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => EvalErrors.StatusFileMissing(path),
        _ when LockFile.IsHeld(exception) => EvalErrors.StatusInUse(path, "another program holds it"),
        _ => null,
    };
}
