using System.Security.Cryptography;
using System.Text;
using RealtimeEvals.Files;

namespace RealtimeEvals.Runs;

/// <summary>
/// Links the lines of a journal to each other and to their run. Each line ends with <c>"chain"</c>: the SHA-256 in hex of the previous
/// line's chain followed by the line itself without its chain; the first line follows a hash of the run id. Editing, moving, repeating,
/// inserting or removing a line breaks the chain. It is not a signature: recomputing all hashes goes unnoticed.
/// </summary>
internal static class JournalChain
{
    private const int HexLength = 2 * SHA256.HashSizeInBytes;

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

    /// <summary>Returns a journal without its last line if that is incomplete, as a killed process leaves it.</summary>
    /// <param name="content">The content of the file.</param>
    public static ReadOnlySpan<byte> WholeLines(ReadOnlySpan<byte> content) => content[..(content.LastIndexOf((byte)'\n') + 1)];

    /// <summary>Checks complete lines.</summary>
    /// <param name="runId">The id of the run.</param>
    /// <param name="content">The lines, each with its line break.</param>
    /// <param name="last">The chain of the last line, or of the last valid line when there is a fault.</param>
    /// <returns>The row, from 1, of the first line that was changed; 0 when there is none.</returns>
    public static int FindFault(string runId, ReadOnlySpan<byte> content, out string last)
    {
        last = Start(runId);
        for (int row = 1; content.Length > 0; row++)
        {
            int end = content.IndexOf((byte)'\n');
            if (end < 0 || Read(content[..end]) is not (byte[] entry, string told) || told != Of(last, entry)) return row;
            last = told;
            content = content[(end + 1)..];
        }

        return 0;
    }

    private static ReadOnlySpan<byte> End => "\"}"u8;

    /// <summary>Returns the JSON between an entry and its chain.</summary>
    private static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> open) => open.Length > 1 ? ",\"chain\":\""u8 : "\"chain\":\""u8;

    private static string Of(string before, ReadOnlySpan<byte> entry) => FileHash.Of([.. Encoding.ASCII.GetBytes(before), .. entry]);

    /// <summary>Splits a line into entry and chain; returns null for a line without chain.</summary>
    private static (byte[] Entry, string Chain)? Read(ReadOnlySpan<byte> line)
    {
        int end = line.Length - HexLength - End.Length;
        if (end < 0 || !line.EndsWith(End)) return null;
        ReadOnlySpan<byte> name = Name(line);
        return line[..end].EndsWith(name)
            ? ([.. line[..(end - name.Length)], (byte)'}'], Encoding.ASCII.GetString(line[end..^End.Length]))
            : null;
    }
}
