using System.Globalization;

namespace RealtimeEvals.Runs;

/// <summary>
/// Event logs of attempts at a case that was run again: <c>events/attempts/&lt;id&gt;/1.jsonl</c> is that of the first. They are in a
/// folder of their own, so that no name of a case can meet theirs.
/// </summary>
internal static class EarlierLog
{
    /// <summary>Moves a log aside, where there is one, so that another attempt can have its name.</summary>
    /// <param name="path">The log of the case.</param>
    /// <exception cref="IOException">It cannot be moved.</exception>
    public static void SetAside(string path)
    {
        if (!File.Exists(path)) return;
        string folder = Path.Combine(Path.GetDirectoryName(path)!, "attempts", Path.GetFileNameWithoutExtension(path));
        Directory.CreateDirectory(folder);
        int number = 1;
        while (File.Exists(NameOf(number))) number++;
        File.Move(path, NameOf(number));

        string NameOf(int attempt) => Path.Combine(folder, attempt.ToString(CultureInfo.InvariantCulture) + ".jsonl");
    }
}
