using System.Text;
using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets;

/// <summary>Reads text files strictly: only UTF-8, with or without byte order mark.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file's text; returns null after adding a problem to <paramref name="problems"/>.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="problems">Receives the problem.</param>
    /// <param name="maximum">The maximum size in bytes.</param>
    public static string? Read(string path, ICollection<DataProblem> problems, int maximum = InputLimits.TextBytes) =>
        Read(path, problems, out _, maximum);

    /// <summary>Reads a file's text; returns null after adding a problem to <paramref name="problems"/>.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="problems">Receives the problem.</param>
    /// <param name="sha256">The SHA-256 of the bytes that were read, in lower-case hex; empty when none were.</param>
    /// <param name="maximum">The maximum size in bytes.</param>
    public static string? Read(string path, ICollection<DataProblem> problems, out string sha256, int maximum = InputLimits.TableBytes)
    {
        ArgumentNullException.ThrowIfNull(problems);
        sha256 = "";
        byte[] bytes;
        try
        {
            if (Directory.Exists(path)) return Refuse("a folder", "a file");
            bytes = PlainFile.Read(path, maximum);
            sha256 = FileHash.Of(bytes);
        }
        catch (FileTooLargeException)
        {
            return Refuse(FormattableString.Invariant($"a file of more than {maximum / (1024 * 1024)} MiB"), "a smaller one");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refuse("no such file", "a file that exists");
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return Refuse($"it cannot be read ({exception.Message})", "a file that may be read");
        }

        try
        {
            ReadOnlySpan<byte> text = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes.AsSpan(3) : bytes;
            if (text.IndexOf((byte)0) is int zero and >= 0)
            {
                return Refuse(FormattableString.Invariant($"a zero byte at offset {zero}, as in UTF-16 or a binary file"), "UTF-8 text");
            }

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
