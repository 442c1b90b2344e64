using System.Text;
using RealtimeEvals.Files;

namespace RealtimeEvals.Cli;

/// <summary>Reads what a run has written for people.</summary>
internal static class RunText
{
    /// <summary>The text of a file of a run.</summary>
    public static string Read(string runPath, string relative) =>
        Encoding.UTF8.GetString(PlainFile.Read(Path.Combine(runPath, relative), InputLimits.EvidenceBytes));
}
