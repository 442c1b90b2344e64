using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Kinds;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Tests.Support;

/// <summary>Shards with the very results of a run that was never divided, as if they had been run apart.</summary>
internal static class SplitRun
{
    /// <summary>Writes the shards of a run, and returns their folders.</summary>
    /// <param name="runPath">The run.</param>
    /// <param name="resultsPath">Where the shards are written.</param>
    /// <param name="count">How many there are.</param>
    public static IReadOnlyList<string> Write(string runPath, string resultsPath, int count)
    {
        IStoredRun run = RunStores.Find(runPath)!;
        HarnessKind kind = HarnessKinds.Find(run.Manifest.Harness)!;
        IStoredResult[] results = [.. kind.ReadAll(run)];
        CaseKey[] keys = [.. results.Select(result => result.GetKey()).Distinct()];
        return
        [
            .. Enumerable.Range(1, count).Select(index => Write(
                run,
                [.. results.Where(result => Shard.IndexOf(result.GetKey().CaseId, count) == index)],
                keys,
                resultsPath,
                new Shard(index, count))),
        ];
    }

    /// <summary>Writes one shard with these results, and returns its folder.</summary>
    public static string Write(
        IStoredRun run, IReadOnlyList<IStoredResult> own, IReadOnlyList<CaseKey> whole, string resultsPath, Shard shard)
    {
        string id = run.Manifest.RunId + shard.Suffix;
        string path = Path.Combine(resultsPath, id);
        Directory.CreateDirectory(path);
        var settings = (JsonObject)run.Manifest.Settings.DeepClone();
        ShardPlan.AddTo(settings, shard, whole);
        int cases = own.Select(result => result.GetKey()).Distinct().Count();
        File.WriteAllText(Path.Combine(path, "journal.jsonl"), Chained.Lines(id, own.Select(result =>
        {
            IStoredResult moved = result.In(id, cases);
            return JsonSerializer.Serialize(moved, moved.GetType(), RunJson.Line);
        })));
        File.WriteAllText(Path.Combine(path, "results.csv"), "");
        File.WriteAllText(Path.Combine(path, "summary.json"), "{}");
        Seal(path, run.Manifest with { RunId = id, Settings = settings, Planned = cases, Finished = cases });
        return path;
    }

    /// <summary>Writes a manifest that vouches for the files as they are.</summary>
    public static void Seal(string path, RunManifest manifest) => File.WriteAllText(
        Path.Combine(path, "run.json"),
        JsonSerializer.Serialize(manifest with { EvidenceSha256 = EvidenceFiles.Hash(path) }, RunJson.Indented));

    /// <summary>Changes the manifest of a shard, and has it vouch for its files and for its settings.</summary>
    public static void Change(string path, Func<RunManifest, RunManifest> change)
    {
        RunManifest manifest = change(FolderStore.ReadManifest(path)!);
        if (manifest.Settings.ContainsKey(ShardPlan.Sha256)) manifest.Settings[ShardPlan.Sha256] = ShardPlan.HashOf(manifest.Settings);
        Seal(path, manifest);
    }

    /// <summary>Changes the lines of the journal of a shard, and has the manifest vouch for them.</summary>
    public static void ChangeLines(string path, Func<IReadOnlyList<string>, IEnumerable<string>> change)
    {
        RunManifest manifest = FolderStore.ReadManifest(path)!;
        string[] lines = [.. change(new RunFiles(path).JournalLines)];
        File.WriteAllText(Path.Combine(path, "journal.jsonl"), Chained.Lines(manifest.RunId, lines));
        Seal(path, manifest);
    }
}
