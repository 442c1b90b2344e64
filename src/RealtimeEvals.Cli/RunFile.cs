using System.Text;
using RealtimeEvals.Files;

namespace RealtimeEvals.Cli;

/// <summary>Reads text files of a run for display.</summary>
internal static class RunFile
{
    /// <summary>Returns the text of a file of a run.</summary>
    public static string Read(string runPath, string relative) =>
        Encoding.UTF8.GetString(PlainFile.Read(Path.Combine(runPath, relative), InputLimits.TableBytes));
}
