namespace RealtimeEvals.Files;

/// <summary>Opens and reads regular files only. Pipes, sockets, terminals and other devices could block and are never opened.</summary>
public static class PlainFile
{
    /// <summary>Reads all bytes of a file, or of the file that a link leads to; returns none when it is empty.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="maximum">The maximum number of bytes.</param>
    /// <param name="access">The access that must be allowed; the file is only read.</param>
    /// <exception cref="FileTooLargeException">The file is larger than <paramref name="maximum"/>.</exception>
    /// <exception cref="IOException">The file cannot be read, or is not a regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied, or the path is a folder.</exception>
    public static byte[] Read(string path, int maximum, FileAccess access = FileAccess.Read)
    {
        if (LengthOf(path) == 0) return [];
        using FileStream stream = Open(path, access);
        if (stream.Length > maximum) throw new FileTooLargeException(maximum);
        using var content = new MemoryStream((int)stream.Length);
        byte[] buffer = new byte[81_920];
        while (stream.Read(buffer) is > 0 and int count)
        {
            content.Write(buffer, 0, count);
            if (content.Length > maximum) throw new FileTooLargeException(maximum);
        }

        return content.ToArray();
    }

    /// <summary>Opens an existing file at its beginning; others may write it at the same time.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="access">How the file is accessed.</param>
    /// <exception cref="IOException">The file cannot be opened, or is not a regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied, or the path is a folder.</exception>
    public static FileStream Open(string path, FileAccess access = FileAccess.Read)
    {
        RequirePlain(path);
        var stream = new FileStream(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (stream.CanSeek) return stream;
        stream.Dispose();
        throw NotPlain();
    }

    /// <summary>Throws when the path is a pipe, a socket or a device. A missing file and a folder are accepted.</summary>
    /// <param name="path">The absolute path.</param>
    /// <exception cref="IOException">The path is not a regular file.</exception>
    public static void RequirePlain(string path)
    {
        bool isDevice = OperatingSystem.IsWindows()
            && Path.GetFullPath(path, Path.GetTempPath()).StartsWith(@"\\.\", StringComparison.Ordinal);
        if (isDevice || LinuxFile.IsSpecial(path)) throw NotPlain();
    }

    private static IOException NotPlain() => new("It is a pipe, a socket or a device, and no file.");

    /// <summary>Returns the length; null for a folder and for a missing file, which opening reports in its own words.</summary>
    private static long? LengthOf(string path)
    {
        RequirePlain(path);
        var file = new FileInfo(path);
        FileSystemInfo? real = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true);
        return real is FileInfo { Exists: true } plain ? plain.Length : null;
    }
}

/// <summary>Thrown when a file is larger than its reader accepts.</summary>
/// <param name="maximum">The maximum number of bytes.</param>
internal sealed class FileTooLargeException(long maximum)
    : IOException(FormattableString.Invariant($"It is larger than {maximum / (1024 * 1024)} MiB."));
