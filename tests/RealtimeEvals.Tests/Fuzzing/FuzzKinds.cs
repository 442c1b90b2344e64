using System.Text;
using System.Text.Json;
using RealtimeEvals.Audio;
using RealtimeEvals.Datasets;
using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.Datasets.Simulations;
using RealtimeEvals.Gates;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.Model;
using RealtimeEvals.Pulse;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Tests.Support;

namespace RealtimeEvals.Tests.Fuzzing;

/// <summary>Every kind of input that others make, with what reads it.</summary>
/// <param name="run">A finished run, whose files are samples.</param>
public sealed class FuzzKinds(string run) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The names of the kinds.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "table", "recordings", "index", "tools", "simulation", "wav", "journal", "manifest", "refusals", "answers", "policy",
        "data file", "rule", "status", "smoke result", "frames", "event log",
    ];

    public FuzzKind Of(string name) => name switch
    {
        "table" => new(
            name, [Data("crawl", "customer_calls.csv"), Data("walk", "customer_calls.csv")],
            made => made.Table(), input => ReadTable(input, AudioColumn.Ignored),
            "\"\"", ",", "{\"a\":1}", "gt_tool_call", "tags"),
        "recordings" => new(
            name, [Data("walk", "customer_calls.csv")], made => made.Table(), input => ReadTable(input, AudioColumn.Required),
            "audio_path", "../", "condition", "clean", "audio_sha256"),
        "index" => new(
            name, [Data("run", "simulations.csv")], made => made.Table(), ReadIndex,
            "enabled", "true", "tags", "sim.json", "../", "CON"),
        "tools" => new(
            name, [Data("crawl", "tools.json"), Data("run", "tools.json")],
            made => made.Json(), input => ToolSet.Read(Put("tools.json", input), []),
            "\"type\"", "\"enum\"", "\"x-normalizer\"", "\"properties\"", "\"required\""),
        "simulation" => new(
            name, All("run", "sim_*.json"), made => made.Json(), ReadSimulation,
            "{{", "}}", "END_CALL", "\"graders\"", "\"tool_mocks\"", "\"extends\"", "\"turns\""),
        "wav" => new(
            name, Waves, null, input => WavReader.Read(input),
            "RIFF", "WAVE", "fmt ", "data", "LIST", "fact", "\u0001\0", "\u0007\0"),
        "journal" => new(
            name, [Evidence("journal.jsonl")], made => made.Lines(), ReadJournal,
            "\"outcome\":\"pass\"", "\"chain\"", "\"case_id\"", "\n"),
        "manifest" => new(
            name, [Evidence("run.json")], made => made.Json(), ReadManifest,
            "\"completed\"", "\"planned\"", "\"evidence_sha256\"", "\"settings\""),
        "refusals" => new(
            name, [Data("refusal", "refusal_smoke.jsonl")], made => made.Lines(), input => RefusalDataset.Read(Put("set.jsonl", input)),
            "\"item\"", "\"expected\"", "REFUSE", "ALLOW", "\n"),
        "answers" => new(
            name, [Utf8("{\"prompt\":\"hello\",\"answer\":\"hi\"}\n{\"prompt\":\"b\",\"answer\":\"\"}\n")],
            made => made.Lines(), ReadAnswers,
            "\"prompt\"", "\"answer\"", "\n"),
        "policy" => new(
            name, [Utf8(Policy)], made => made.Json(), input => GatePolicy.Read(Put("policy.json", input), "release"),
            "pass_rate >= 0.95", "\"sets\"", "[tag=a]", "(n >= 3)", "$note"),
        "data file" => new(
            name, [Data("gates", "policy.psd1")], made => made.DataFile(), input => GatePolicy.Read(Put("policy.psd1", input), "release"),
            "@{", "@(", "}", ")", "'", "\"", "<#", "#>", "@'\n", "\n'@", "`", "$true"),
        "rule" => new(
            name, [.. Rules.Select(Utf8)], null, input => GateRule.RequireKnown([GateRule.Parse(Encoding.UTF8.GetString(input))], "walk"),
            ">=", "<=", "==", "[", "]", "(n >= ", "_p95", "condition=", "tag="),
        "status" => new(
            name,
            [File.ReadAllBytes(
                Path.Combine(Repository.Root, "tests", "RealtimeEvals.Tests", "Pulse", "pulse-status-core.json"))],
            made => made.Json(), ReadStatus,
            "\"gates\"", "true", "\"true\"", "\"version\""),
        "smoke result" => new(
            name, [Utf8(SmokeResultFile.ToText(Smoke))], made => made.Json(), input => SmokeResultFile.Read(Put("smoke.json", input)),
            "\"gate_pass\"", "true", "\"status\"", "\"completed\""),
        "frames" => new(name, [.. Frames], made => made.Lines(), ReadFrames, FrameTokens),
        "event log" => new(name, [.. Frames], made => made.Lines(), WriteEventLog, FrameTokens),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such kind."),
    };

    public void Dispose() => _folder.Dispose();

    private const string Policy =
        """{"sets":{"release":{"rules":["pass_rate >= 0.95","latency_first_audio_ms_p95[condition=noise:10] <= 1200 (n >= 30)"]"""
        + ""","minimum_samples":3,"maximum_age_hours":24,"allow_partial_data":false}}}""";

    private static readonly string[] Rules =
    [
        "pass_rate >= 0.95",
        "latency_first_audio_ms_p95[condition=noise:10] <= 1200 (n >= 30)",
        "errored == 0",
        "latency_first_audio_ms_max[tag=a] > -1e3",
    ];

    private static readonly string[] FrameTokens =
    [
        "\"type\"", "\"response.done\"", "\"response.created\"", "\"response.output_audio.delta\"", "\"delta\"", "\"item_id\"",
        "\"response_id\"", "\"arguments\"", "\"name\"", "\"status\":\"failed\"", "\"usage\"", "\n", "sk-of-the-fuzzer-12345678",
    ];

    private static readonly RefusalSmokeResult Smoke = new()
    {
        GateKey = "pass_controls_refusal",
        Status = "completed",
        Model = "m",
        RunId = "r",
        Dataset = "set.jsonl",
        DatasetSha256 = new string('0', 64),
        EvalId = "e",
        FileId = "f",
    };

    private static readonly byte[][] Waves =
    [
        Riff.File(("LIST", new byte[5]), ("fmt ", Riff.Extensible(1, 16)), ("fact", new byte[4]), ("data", new byte[40])),
        Riff.File(("fmt ", Riff.Format(7, 1, 8_000, 8)), ("data", new byte[41])),
    ];

    /// <summary>What the service sent in the sessions of the run, one frame a line.</summary>
    private IEnumerable<byte[]> Frames => Directory.GetFiles(Path.Combine(run, "events"), "*.jsonl")
        .Order(StringComparer.Ordinal)
        .Select(path => Utf8(string.Concat(File.ReadLines(path)
            .Select(Given.Json)
            .Where(line => line.GetProperty("direction").GetString() == "server")
            .Select(line => line.GetProperty("event").GetRawText() + "\n"))));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Data(params string[] parts) => File.ReadAllBytes(ProductData.PathOf(parts));

    private static byte[][] All(string folder, string pattern) =>
        [.. Directory.GetFiles(ProductData.PathOf(folder), pattern).Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    private static IEnumerable<byte[]> Lines(byte[] input)
    {
        int start = 0;
        for (int at = 0; at <= input.Length; at++)
        {
            if (at < input.Length && input[at] != (byte)'\n') continue;
            if (at > start) yield return input[start..at];
            start = at + 1;
        }
    }

    private byte[] Evidence(string name) => File.ReadAllBytes(Path.Combine(run, name));

    private string Put(string name, byte[] content)
    {
        string path = _folder.PathOf(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private void ReadTable(byte[] input, AudioColumn audio)
    {
        var problems = new List<DataProblem>();
        ToolSet? tools = ToolSet.Read(ProductData.PathOf("crawl", "tools.json"), problems);
        foreach (SingleTurnCase one in TurnDataset.Read(Put("table.csv", input), audio, Given.Tables, tools, problems)) _ = one.ToString();
    }

    private void ReadIndex(byte[] input)
    {
        if (!File.Exists(_folder.PathOf("sim.json"))) PutSimulation(Data("run", "sim_refund.json"));
        SimulationIndex.Read(Put("simulations.csv", input), new SimulationOverrides(), Given.Tables, []);
    }

    private void ReadSimulation(byte[] input)
    {
        PutSimulation(input);
        string index = Put("simulations.csv", Utf8("simulation_id,simulation_path\nfuzz,sim.json\n"));
        SimulationIndex.Read(index, new SimulationOverrides(), Given.Tables, []);
    }

    private void PutSimulation(byte[] content)
    {
        Put("sim.json", content);
        if (File.Exists(_folder.PathOf("criteria.json"))) return;
        foreach (string name in new[] { "criteria.json", "system_prompt.txt", "tools.json" }) Put(name, Data("run", name));
    }

    private void ReadJournal(byte[] input)
    {
        EvidenceRow[] rows = [.. Journals.Read<JsonElement>(input).Select(EvidenceRow.Of)];
        if (rows.Length > 0) _ = EvidenceReader.ReadRun(rows);
        Journals.Read<CrawlResult>(input);
    }

    private void ReadManifest(byte[] input)
    {
        Put(RunManifest.FileName, input);
        FolderStore.ReadManifest(_folder.Path);
        File.Copy(Path.Combine(run, "journal.jsonl"), _folder.PathOf("journal.jsonl"), overwrite: true);
        _ = StoredRunEvidence.Read(_folder.Path).Findings.Select(finding => finding.ToString()).Count();
    }

    private void ReadAnswers(byte[] input) =>
        ReplayedRows.Read(Put("answers.jsonl", input), RefusalDataset.Read(ProductData.PathOf("refusal", "refusal_smoke.jsonl")));

    private void ReadStatus(byte[] input) => _ = PulseStatusReader.Read(Put("status.json", input)).ToString();

    /// <summary>A turn with these frames; text that is no event ends a session with an error of ours, as here.</summary>
    private static void ReadFrames(byte[] input)
    {
        var turn = new TurnCollector(Given.Ga);
        turn.Ask(1);
        int timestamp = 1;
        foreach (byte[] frame in Lines(input))
        {
            try
            {
                Turn.Apply(turn, frame, ++timestamp);
            }
            catch (Exception exception) when (exception is JsonException or RealtimeException)
            {
                break;
            }
        }

        CollectedTurn collected = turn.Snapshot();
        _ = collected.Text + collected.Usage + string.Join(' ', collected.ToolCalls.Select(call => $"{call} {call.HasObjectArguments}"));
        turn.Check();
    }

    private void WriteEventLog(byte[] input)
    {
        string path = _folder.PathOf("events.jsonl");
        using (var log = new EventLogFile(path, TimeProvider.System, Given.Target("sk-of-the-fuzzer-12345678")))
        {
            EventSource source = log.Open();
            foreach (byte[] frame in Lines(input)) source.Received(1, frame, isText: true);
            log.Complete();
        }

        foreach (string line in File.ReadLines(path)) Given.Json(line);
    }
}
