using RealtimeEvals.Gates;

namespace RealtimeEvals.Pages;

/// <summary>How large the sound of runs is.</summary>
public static class EmbeddedSound
{
    /// <summary>Returns a sentence with the size of the sound files of runs and of the page that they go into.</summary>
    /// <param name="runs">The runs.</param>
    public static string Describe(IEnumerable<RunEvidence> runs)
    {
        FileInfo[] files =
        [
            .. runs.Where(run => run.RunPath.Length > 0)
                .Select(run => Path.Combine(run.RunPath, "audio"))
                .Where(Directory.Exists)
                .SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles("*.wav", SearchOption.AllDirectories)),
        ];
        double size = files.Sum(file => file.Length) / 1e6;
        return FormattableString.Invariant(
            $"{files.Length} sound files of {size:0.0} MB go into the report, which becomes about {size * 4 / 3 + 1:0.0} MB large.");
    }
}
