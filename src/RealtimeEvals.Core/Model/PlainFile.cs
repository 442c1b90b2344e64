namespace RealtimeEvals.Model;

/// <summary>
/// Reads a plain file once and whole. What is no file of bytes at rest, such as a named pipe, a terminal or another device, is never waited for:
/// the platform gives its length as zero, and a file of that length is not opened.
/// </summary>
public static class PlainFile
{
    /// <summary>The bytes of a file, or of the one that a link leads to; none where it is empty, or no plain file.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="maximum">The most bytes that are read.</param>
    /// <param name="access">What the caller must be allowed to do with the file; it is only read.</param>
    /// <exception cref="FileTooLargeException">There are more bytes.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or it is a folder.</exception>
    public static byte[] Read(string path, int maximum, FileAccess access = FileAccess.Read)
    {
        if (LengthOf(path) == 0) return [];
        using var stream = new FileStream(path, FileMode.Open, access, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (!stream.CanSeek) return [];
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

    /// <summary>The length; null for a folder and for what is not there, which the opening tells of in its own words.</summary>
    private static long? LengthOf(string path)
    {
        var file = new FileInfo(path);
        FileSystemInfo? real = file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true);
        return real is FileInfo { Exists: true } plain ? plain.Length : null;
    }
}
