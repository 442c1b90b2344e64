using RealtimeEvals.Files;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets;

/// <summary>Files of JSON lines.</summary>
internal static class JsonLines
{
    /// <summary>The text of a file; empty after a problem was added.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problems">Takes what is wrong.</param>
    /// <param name="sha256">The SHA-256 of the very bytes that were read; empty when none were.</param>
    public static string Read(string path, ICollection<DataProblem> problems, out string sha256)
    {
        string text = TextFile.Read(path, problems, out sha256, InputLimits.LinesBytes) ?? "";
        if (text.AsSpan().Count('\n') < InputLimits.Lines) return text;
        problems.Add(new DataProblem(path, null, null, "too many lines", FormattableString.Invariant($"at most {InputLimits.Lines}")));
        return "";
    }

    /// <summary>The lines that are not blank, with their numbers from 1.</summary>
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
