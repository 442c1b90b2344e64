namespace RealtimeEvals.Files;

/// <summary>
/// Opens and reads plain files only. What is no file of bytes at rest, such as a named pipe, a socket, a terminal or another device, is
/// never opened: it would be waited for.
/// </summary>
public static class PlainFile
{
    /// <summary>The bytes of a file, or of the one that a link leads to, read once and whole; none where it is empty.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="maximum">The most bytes that are read.</param>
    /// <param name="access">What the caller must be allowed to do with the file; it is only read.</param>
    /// <exception cref="FileTooLargeException">There are more bytes.</exception>
    /// <exception cref="IOException">It cannot be read, or is no plain file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or it is a folder.</exception>
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

    /// <summary>Opens a file that is there, at its beginning; others may write it meanwhile.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="access">What is done with it.</param>
    /// <exception cref="IOException">It cannot be opened, or is no plain file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened, or it is a folder.</exception>
    public static FileStream Open(string path, FileAccess access = FileAccess.Read)
    {
        RequirePlain(path);
        var stream = new FileStream(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (stream.CanSeek) return stream;
        stream.Dispose();
        throw NotPlain();
    }

    /// <summary>Refuses what is there and no plain file; what is not there, and a folder, are for others to refuse.</summary>
    /// <param name="path">The absolute path.</param>
    /// <exception cref="IOException">It is no plain file.</exception>
    public static void RequirePlain(string path)
    {
        bool isDevice = OperatingSystem.IsWindows()
            && Path.GetFullPath(path, Path.GetTempPath()).StartsWith(@"\\.\", StringComparison.Ordinal);
        if (isDevice || LinuxFile.IsSpecial(path)) throw NotPlain();
    }

    private static IOException NotPlain() => new("It is a pipe, a socket or a device, and no file.");

    /// <summary>The length; null for a folder and for what is not there, which the opening tells of in its own words.</summary>
    private static long? LengthOf(string path)
    {
        RequirePlain(path);
        var file = new FileInfo(path);
        FileSystemInfo? real = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true);
        return real is FileInfo { Exists: true } plain ? plain.Length : null;
    }
}
