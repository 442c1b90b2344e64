using System.Text;
using System.Text.Json.Nodes;
using RealtimeEvals.Runs.Folders;

namespace RealtimeEvals.Tests.Support;

/// <summary>Journals as somebody writes them who knows how their lines are tied together.</summary>
internal static class Chained
{
    /// <summary>The journal of a run with these entries, whatever chain they had.</summary>
    public static string Journal(string runPath, IEnumerable<string> entries) => Lines(FolderStore.ReadManifest(runPath)!.RunId, entries);

    /// <summary>The lines of a journal.</summary>
    public static string Lines(string runId, IEnumerable<string> entries)
    {
        string chain = JournalChain.Start(runId);
        var lines = new StringBuilder();
        foreach (string entry in entries)
        {
            JsonObject bare = JsonNode.Parse(entry)!.AsObject();
            bare.Remove("chain");
            (byte[] line, chain) = JournalChain.Add(chain, Encoding.UTF8.GetBytes(bare.ToJsonString()));
            lines.Append(Encoding.UTF8.GetString(line)).Append('\n');
        }

        return lines.ToString();
    }
}
