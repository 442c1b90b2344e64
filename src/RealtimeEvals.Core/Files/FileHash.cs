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
    public static string OfFile(string path)
    {
        using FileStream stream = PlainFile.Open(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
