using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Files;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Tests.Support;

namespace RealtimeEvals.Tests.Comparing;

/// <summary>A trial of a run that is written without being run.</summary>
internal sealed record WrittenTrial(string Id, Outcome Outcome)
{
    public int Trial { get; init; } = 1;

    public double? Latency { get; init; } = 500;

    public double? Uncertainty { get; init; }

    public string Text { get; init; } = "Where is my order?";

    public string Tag { get; init; } = "";

    public string Tool { get; init; } = "get_order_status";
}

/// <summary>Folders of crawls as a run leaves them: journal, table, summary and run.json with their hashes.</summary>
internal static class WrittenRun
{
    /// <summary>
    /// Trials named c01, c02, ... with these outcomes: + for one that passed, - for one that failed, ! for one that broke.
    /// </summary>
    public static WrittenTrial[] Trials(string outcomes) =>
    [
        .. outcomes.Select((letter, index) => new WrittenTrial(
            $"c{index + 1:000}", letter switch { '+' => Outcome.Pass, '-' => Outcome.Fail, _ => Outcome.Error })),
    ];

    /// <summary>Writes a run and returns its folder.</summary>
    public static string Write(
        this TemporaryFolder folder,
        string name,
        IReadOnlyCollection<WrittenTrial> trials,
        Func<RunManifest, RunManifest>? change = null)
    {
        string path = folder.PathOf(name);
        Directory.CreateDirectory(path);
        string data = Path.Combine(path, "calls.csv");
        File.WriteAllText(data, "data\n");
        int planned = trials.DistinctBy(trial => (trial.Id, trial.Trial)).Count();
        RunManifest manifest = new()
        {
            RunId = name,
            Harness = "crawl",
            Provider = "sandbox",
            State = RunState.Completed,
            Planned = planned,
            DataCases = planned,
            Finished = planned,
            StartedAt = DateTimeOffset.UtcNow.AddMinutes(-5),
            EndedAt = DateTimeOffset.UtcNow,
            ResolvedModel = "m",
            Settings = new JsonObject { ["model"] = "m", ["seed"] = 1 },
        };
        manifest = change?.Invoke(manifest) ?? manifest;
        IEnumerable<string> entries = trials.Select(trial =>
        {
            JsonObject entry = Entry(manifest, trial, planned, data);
            if (trial.Uncertainty is double uncertainty) entry["latency_uncertainty_ms"] = uncertainty;
            return entry.ToJsonString();
        });
        File.WriteAllText(Path.Combine(path, Journal.FileName), Chained.Lines(name, entries));
        File.WriteAllText(Path.Combine(path, RunFolder.TableName), "");
        File.WriteAllText(Path.Combine(path, RunFolder.SummaryName), "{}");
        manifest = manifest with { EvidenceSha256 = EvidenceFiles.Hash(path) };
        File.WriteAllText(Path.Combine(path, "run.json"), JsonSerializer.Serialize(manifest, RunJson.Indented));
        return path;
    }

    private static JsonObject Entry(RunManifest manifest, WrittenTrial trial, int planned, string data) => new()
    {
        ["run_id"] = manifest.RunId,
        ["case_id"] = trial.Id,
        ["trial"] = trial.Trial,
        ["case_number"] = 1,
        ["planned"] = planned,
        ["data_cases"] = planned,
        ["tags"] = trial.Tag.Length > 0 ? new JsonArray(trial.Tag) : new JsonArray(),
        ["outcome"] = trial.Outcome.ToString().ToLowerInvariant(),
        ["grade"] = trial.Outcome == Outcome.Pass ? 1 : 0,
        ["user_text"] = trial.Text,
        ["expected_tool_call"] = trial.Tool,
        ["latency_first_audio_ms"] = trial.Latency,
        ["output_audio_path"] = "audio/output.wav",
        ["provider"] = manifest.Provider,
        ["started_at"] = DateTimeOffset.UtcNow.AddMinutes(-5),
        ["data_path"] = data,
        ["data_sha256"] = FileHash.OfFile(data),
    };
}
