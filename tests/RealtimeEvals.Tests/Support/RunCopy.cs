using System.Text.Json.Nodes;
using RealtimeEvals.Gates;
using RealtimeEvals.Model;
using RealtimeEvals.Runs.Folders;

namespace RealtimeEvals.Tests.Support;

/// <summary>A copy of the evidence of a run and of its data, to be changed.</summary>
public sealed class RunCopy : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public RunCopy(IFinishedRun run)
    {
        Directory.CreateDirectory(RunPath);
        Directory.CreateDirectory(DataFolder);
        foreach (string name in EvidenceFiles.Names.Append("run.json")) File.Copy(Path.Combine(run.RunPath, name), PathOf(name));
        bool isFolder = Directory.Exists(run.DataPath);
        foreach (string file in isFolder ? Directory.GetFiles(run.DataPath) : [run.DataPath])
        {
            File.Copy(file, Path.Combine(DataFolder, Path.GetFileName(file)));
        }

        DataPath = isFolder ? DataFolder : Path.Combine(DataFolder, Path.GetFileName(run.DataPath));
    }

    public string RunPath => _folder.PathOf("test");

    /// <summary>The data file, or the folder of the simulations.</summary>
    public string DataPath { get; }

    private string DataFolder => _folder.PathOf("data");

    public string PathOf(string name) => Path.Combine(RunPath, name);

    /// <summary>Changes the manifest.</summary>
    public RunCopy ChangeManifest(Action<JsonObject> change)
    {
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(PathOf("run.json")))!;
        change(manifest.AsObject());
        File.WriteAllText(PathOf("run.json"), manifest.ToJsonString());
        return this;
    }

    /// <summary>Changes the lines of the journal, and has the manifest vouch for it as the run itself would have.</summary>
    public RunCopy RewriteJournal(Action<List<JsonNode>> change)
    {
        List<JsonNode> lines = [.. Gated.JournalRows(RunPath)];
        change(lines);
        File.WriteAllText(PathOf("journal.jsonl"), Chained.Journal(RunPath, lines.Select(line => line.ToJsonString())));
        return ChangeManifest(manifest => manifest["evidence_sha256"]!["journal.jsonl"] = EvidenceFiles.HashOf(RunPath, "journal.jsonl"));
    }

    /// <summary>Changes the text of the journal, and has the manifest vouch for it.</summary>
    public RunCopy RewriteLines(Func<string, string> change)
    {
        File.WriteAllText(PathOf("journal.jsonl"), change(File.ReadAllText(PathOf("journal.jsonl"))));
        return ChangeManifest(manifest => manifest["evidence_sha256"]!["journal.jsonl"] = EvidenceFiles.HashOf(RunPath, "journal.jsonl"));
    }

    /// <summary>What a gate says, with the data that was copied.</summary>
    public GateReport Evaluate(GateOptions gate, TimeProvider? time = null) =>
        (gate with { DataPath = DataPath }).Evaluate(StoredRunEvidence.Read(RunPath, gate), time);

    public void Dispose() => _folder.Dispose();
}
