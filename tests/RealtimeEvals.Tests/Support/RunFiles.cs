using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Adapters;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;

namespace RealtimeEvals.Tests.Support;

/// <summary>Reads the files of a run folder.</summary>
public sealed class RunFiles(string path)
{
    public string PathOf(params string[] parts) => Path.Combine([path, .. parts]);

    /// <summary>Every file of a folder with its content.</summary>
    public static IReadOnlyDictionary<string, string> Contents(params string[] parts) =>
        Directory.GetFiles(Path.Combine(parts), "*", SearchOption.AllDirectories).ToDictionary(
            path => path, path => Convert.ToHexString(File.ReadAllBytes(path)), StringComparer.Ordinal);

    public JsonElement Summary => ReadJson("summary.json");

    public JsonElement Manifest => ReadJson("run.json");

    public IReadOnlyList<CrawlResult> Journal => Journals.Read<CrawlResult>(PathOf("journal.jsonl"));

    public string[] JournalLines => ReadShared("journal.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public Table Table => AdapterServices.Create(TimeProvider.System).Tables.Parse(ReadShared("results.csv"));

    /// <summary>The events of one case's log.</summary>
    public IReadOnlyList<JsonElement> Events(string caseId) =>
        [.. File.ReadLines(PathOf("events", $"{caseId}.jsonl")).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];

    /// <summary>The cells of one column, in the order of the rows.</summary>
    public IReadOnlyList<string> Column(string name)
    {
        Table table = Table;
        int index = table.Header.ToList().IndexOf(name);
        return [.. table.Rows.Select(row => row.Cells[index])];
    }

    /// <summary>Leaves the run as a killed process does: running, the last line of its journal torn, and without hashes.</summary>
    public void Tear()
    {
        File.WriteAllBytes(PathOf("journal.jsonl"), File.ReadAllBytes(PathOf("journal.jsonl"))[..^40]);
        LeaveRunning();
    }

    /// <summary>Leaves run.json as a killed process does: it says that the run is running, and vouches for no file.</summary>
    public void LeaveRunning()
    {
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(PathOf("run.json")))!;
        manifest["state"] = "running";
        manifest["evidence_sha256"] = new JsonObject();
        File.WriteAllText(PathOf("run.json"), manifest.ToJsonString());
    }

    /// <summary>Reads a file that another process may be writing.</summary>
    public string ReadShared(string name)
    {
        using var stream = new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private JsonElement ReadJson(string name) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(PathOf(name)));
}
