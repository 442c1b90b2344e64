using System.Text.Json.Nodes;

namespace RealtimeEvals.Tests.Support;

/// <summary>A copy of a run with its recordings and event logs, to be changed.</summary>
public sealed class WholeRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public WholeRun(IFinishedRun run)
    {
        foreach (string file in Directory.EnumerateFiles(run.RunPath, "*", SearchOption.AllDirectories))
        {
            string copy = PathOf(System.IO.Path.GetRelativePath(run.RunPath, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Path => _folder.PathOf("test");

    public string Beside(string name) => _folder.PathOf(name);

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Changes the lines of the journal.</summary>
    public void ChangeLines(Func<List<string>, IEnumerable<string>> change)
    {
        string[] lines = [.. change([.. File.ReadAllLines(PathOf("journal.jsonl"))])];
        File.WriteAllText(PathOf("journal.jsonl"), string.Concat(lines.Select(line => line + "\n")));
    }

    /// <summary>Changes a text in a file.</summary>
    public void Replace(string name, string old, string with) =>
        File.WriteAllText(PathOf(name), File.ReadAllText(PathOf(name)).Replace(old, with, StringComparison.Ordinal));

    /// <summary>Changes the manifest.</summary>
    public void ChangeManifest(Action<JsonObject> change)
    {
        JsonObject manifest = JsonNode.Parse(File.ReadAllText(PathOf("run.json")))!.AsObject();
        change(manifest);
        File.WriteAllText(PathOf("run.json"), manifest.ToJsonString());
    }

    public void Dispose() => _folder.Dispose();
}
