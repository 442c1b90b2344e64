using System.Security.Cryptography;
using System.Text.Json.Nodes;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Runs;

/// <summary>
/// What two runs of the same cases have in common: everything but times, latencies, ids of the service, and the logs of attempts that were
/// cut short.
/// </summary>
internal sealed record RunContent(string Manifest, string Cases, string Counts, string Files, string Sound)
{
    private static readonly string[] CaseKeys =
    [
        "case_id", "conversation_id", "trial", "outcome", "end_reason", "goal_reached", "rationale", "grade", "turn_count", "final_state",
        "user_text", "assistant_text", "predicted_tool_call", "predicted_arguments", "expected", "label", "answer", "failure_stage",
        "error_message", "speech_sha256", "data_sha256",
    ];

    private static readonly string[] CountKeys = ["planned", "passed", "failed", "errored", "inconclusive", "skipped"];

    public static RunContent Read(string path)
    {
        var run = new RunFiles(path);
        JsonNode manifest = Parse(run, "run.json");
        JsonNode summary = Parse(run, "summary.json");
        JsonObject hashes = manifest["evidence_sha256"]!.AsObject();
        foreach ((string file, JsonNode? hash) in hashes) Assert.Equal(HashOf(run.PathOf(file)), hash!.GetValue<string>());
        return new RunContent(
            $"{manifest["state"]} {manifest["planned"]} {manifest["finished"]} {manifest["error"]} {manifest["settings"]!.ToJsonString()}",
            string.Join('\n', Newest(run).Select(line => Keep(line, CaseKeys)).Order(StringComparer.Ordinal)),
            Keep(summary, CountKeys),
            string.Join('\n', FilesBelow(path)),
            string.Join('\n', SoundBelow(path).Select(file => $"{file} {HashOf(run.PathOf(file))}")));
    }

    public void AssertSame(string path, string about)
    {
        RunContent found = Read(path);
        Assert.Equal($"{about}\n{this}", $"{about}\n{found}");
    }

    /// <summary>A case that was judged, or run again, later stands in the journal more than once; the last time counts.</summary>
    private static IEnumerable<JsonNode> Newest(RunFiles run) =>
        run.JournalLines.Select(line => JsonNode.Parse(line)!).GroupBy(IdOf, StringComparer.Ordinal).Select(lines => lines.Last());

    private static string IdOf(JsonNode line) => $"{line["case_id"] ?? line["conversation_id"]} {line["trial"]}";

    private static JsonNode Parse(RunFiles run, string name) => JsonNode.Parse(run.ReadShared(name))!;

    private static string Keep(JsonNode node, string[] keys) =>
        string.Join(' ', keys.Where(key => node[key] is not null).Select(key => $"{key}={node[key]!.ToJsonString()}"));

    private static IEnumerable<string> FilesBelow(string path) =>
        Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(path, file).Replace('\\', '/'))
            .Where(file => !file.StartsWith("events/attempts/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> SoundBelow(string path) =>
        FilesBelow(path).Where(file => file.EndsWith(".wav", StringComparison.Ordinal));

    private static string HashOf(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
