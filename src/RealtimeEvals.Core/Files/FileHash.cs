using System.Security.Cryptography;
using System.Text;

namespace RealtimeEvals.Files;

/// <summary>Computes SHA-256 in lower-case hex, as evidence records it.</summary>
public static class FileHash
{
    /// <summary>Returns the hash of bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Returns the hash of text in UTF-8.</summary>
    public static string OfText(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>Returns the hash of a file's content.</summary>
    /// <param name="path">The absolute path.</param>
    /// <exception cref="IOException">The file cannot be read, or is not a regular file.</exception>
    public static string OfFile(string path)
    {
        using FileStream stream = PlainFile.Open(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Returns the hash of a file's content.</summary>
    /// <param name="path">The absolute path.</param>
    /// <param name="maximum">The maximum number of bytes.</param>
    /// <exception cref="IOException">The file cannot be read, is not regular, or is larger than <paramref name="maximum"/>.</exception>
    internal static string OfFile(string path, long maximum)
    {
        using FileStream stream = PlainFile.Open(path);
        if (stream.Length > maximum) throw new FileTooLargeException(maximum);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
