using System.Security.Cryptography;
using System.Text;
using RealtimeEvals.Files;

namespace RealtimeEvals.Runs.Folders;

/// <summary>
/// Links the lines of a journal to each other and to their run. Each line ends with <c>"chain"</c>: the SHA-256 in hex of the previous
/// line's chain followed by the line itself without its chain; the first line follows a hash of the run id. Editing, moving, repeating,
/// inserting or removing a line breaks the chain. It is not a signature: recomputing all hashes goes unnoticed.
/// </summary>
internal static class JournalChain
{
    private const int HexLength = 2 * SHA256.HashSizeInBytes;

    private static ReadOnlySpan<byte> End => "\"}"u8;

    /// <summary>Returns the chain before the first line.</summary>
    /// <param name="runId">The id of the run.</param>
    public static string Start(string runId) => FileHash.OfText($"realtime-evals journal {runId}");

    /// <summary>Returns an entry with its chain, as a line without line break.</summary>
    /// <param name="before">The chain of the previous line.</param>
    /// <param name="entry">The entry, a JSON object.</param>
    public static (byte[] Line, string Chain) Add(string before, ReadOnlySpan<byte> entry)
    {
        string chain = Of(before, entry);
        return ([.. entry[..^1], .. Name(entry[..^1]), .. Encoding.ASCII.GetBytes(chain), .. End], chain);
    }

    /// <summary>Returns the chain of a line; null when the line or its place was changed.</summary>
    /// <param name="before">The chain of the previous line.</param>
    /// <param name="line">The line, without line break.</param>
    public static string? Follow(string before, ReadOnlySpan<byte> line)
    {
        int end = line.Length - HexLength - End.Length;
        if (end < 0 || !line.EndsWith(End)) return null;
        ReadOnlySpan<byte> name = Name(line);
        if (!line[..end].EndsWith(name)) return null;
        string chain = Of(before, [.. line[..(end - name.Length)], (byte)'}']);
        return Encoding.ASCII.GetString(line[end..^End.Length]) == chain ? chain : null;
    }

    /// <summary>Returns the JSON between an entry and its chain.</summary>
    private static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> open) => open.Length > 1 ? ",\"chain\":\""u8 : "\"chain\":\""u8;

    private static string Of(string before, ReadOnlySpan<byte> entry) => FileHash.Of([.. Encoding.ASCII.GetBytes(before), .. entry]);
}
