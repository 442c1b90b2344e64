using System.Text;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets;

/// <summary>Reads text files strictly: UTF-8, with or without byte order mark, and nothing else.</summary>
public static class TextFile
{
    private const long MaximumBytes = 256L * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The file's text, or null after a problem was added to <paramref name="problems"/>.</summary>
    public static string? Read(string path, ICollection<DataProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        byte[] bytes;
        try
        {
            if (Directory.Exists(path)) return Refuse("a folder", "a file");
            if (new FileInfo(path) is { Exists: true, Length: > MaximumBytes }) return Refuse("a file of more than 256 MiB", "a smaller one");
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refuse("no such file", "a file that exists");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Refuse($"it cannot be read ({exception.Message})", "a file that may be read");
        }

        try
        {
            ReadOnlySpan<byte> text = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(3) : bytes;
            if (text.IndexOf((byte)0) is int zero and >= 0) return Refuse(FormattableString.Invariant($"a zero byte at offset {zero}, as in UTF-16 or a binary file"), "UTF-8 text");
            return Strict.GetString(text);
        }
        catch (DecoderFallbackException exception)
        {
            return Refuse(FormattableString.Invariant($"a byte at offset {exception.Index} that is not UTF-8"), "UTF-8 text");
        }

        string? Refuse(string found, string expected)
        {
            problems.Add(new DataProblem(path, null, null, found, expected));
            return null;
        }
    }
}
