using RealtimeEvals.Model;
using RealtimeEvals.Runs.Folders;

namespace RealtimeEvals.Tests.Support;

/// <summary>Reads journals whatever their chain.</summary>
internal static class Journals
{
    /// <summary>The entries of a file.</summary>
    public static IReadOnlyList<T> Read<T>(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Read<T>(stream, path);
    }

    /// <summary>The entries in some bytes.</summary>
    public static IReadOnlyList<T> Read<T>(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return Read<T>(stream, "journal.jsonl");
    }

    private static List<T> Read<T>(Stream stream, string path)
    {
        var entries = new List<T>();
        EvalException? unreadable = Journal.Read<T>(stream, path, "run", (entry, _) => entries.Add(entry)).Unreadable;
        return unreadable is null ? entries : throw unreadable;
    }
}
