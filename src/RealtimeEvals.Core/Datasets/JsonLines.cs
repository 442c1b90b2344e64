using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets;

/// <summary>Reads files of JSON lines.</summary>
internal static class JsonLines
{
    /// <summary>Reads the text of a file; returns an empty text after adding a problem.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="problems">Receives the problems.</param>
    /// <param name="sha256">The SHA-256 of the bytes that were read; empty when none were.</param>
    public static string Read(string path, ICollection<DataProblem> problems, out string sha256)
    {
        string text = TextFile.Read(path, problems, out sha256, InputLimits.LinesBytes) ?? "";
        if (text.AsSpan().Count('\n') < InputLimits.Lines) return text;
        problems.Add(new DataProblem(path, null, null, "too many lines", FormattableString.Invariant($"at most {InputLimits.Lines}")));
        return "";
    }

    /// <summary>Returns the lines that are not blank, numbered from 1.</summary>
    public static IEnumerable<(int Number, string Line)> Split(string text)
    {
        int number = 0;
        for (int start = 0; start < text.Length; number++)
        {
            int end = text.IndexOf('\n', start) is >= 0 and int found ? found : text.Length;
            string line = text[start..end].TrimEnd('\r');
            if (!string.IsNullOrWhiteSpace(line)) yield return (number + 1, line);
            start = end + 1;
        }
    }
}
