using System.Security.Cryptography;
using System.Text;

namespace RealtimeEvals.Runs;

/// <summary>
/// Ties the lines of a journal to each other and to their run. Each line ends with <c>"chain"</c>: the SHA-256 in hex of the chain of
/// the line before and the line itself without it; before the first stands a hash of the run's id. A line that was edited, moved,
/// repeated, put in or taken out breaks the chain. It is no signature: who computes all hashes anew is not noticed.
/// </summary>
public static class JournalChain
{
    private const int HexLength = 2 * SHA256.HashSizeInBytes;

    /// <summary>What stands before the first line.</summary>
    /// <param name="runId">The run.</param>
    public static string Start(string runId) => FileHash.Of(Encoding.UTF8.GetBytes($"realtime-evals journal {runId}"));

    /// <summary>An entry with its chain, as a line without its end.</summary>
    /// <param name="before">The chain of the line before.</param>
    /// <param name="entry">The entry, a JSON object.</param>
    public static (byte[] Line, string Chain) Add(string before, ReadOnlySpan<byte> entry)
    {
        string chain = Of(before, entry);
        return ([.. entry[..^1], .. Name(entry[..^1]), .. Encoding.ASCII.GetBytes(chain), .. End], chain);
    }

    /// <summary>A journal without its last line, where the end of a process cut that short.</summary>
    /// <param name="content">The content of the file.</param>
    public static ReadOnlySpan<byte> WholeLines(ReadOnlySpan<byte> content) => content[..(content.LastIndexOf((byte)'\n') + 1)];

    /// <summary>Checks whole lines.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="content">The lines, each with its end.</param>
    /// <param name="last">The chain of the last line; that of the last good one where there is a fault.</param>
    /// <returns>The row, from 1, of the first line that is not as it was written; 0 when all are.</returns>
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

    /// <summary>What stands between an entry and its chain.</summary>
    private static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> open) => open.Length > 1 ? ",\"chain\":\""u8 : "\"chain\":\""u8;

    private static string Of(string before, ReadOnlySpan<byte> entry) => FileHash.Of([.. Encoding.ASCII.GetBytes(before), .. entry]);

    /// <summary>Takes a line apart; null for one without a chain.</summary>
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
