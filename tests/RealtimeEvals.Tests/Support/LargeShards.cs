using System.Text.Json;
using System.Text.Json.Nodes;
using RealtimeEvals.Harness;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Tests.Support;

/// <summary>Shards with many cases, whose results are those of one case that was really run.</summary>
internal static class LargeShards
{
    /// <summary>Writes them.</summary>
    /// <param name="crawlPath">The run that has the case.</param>
    /// <param name="resultsPath">Where the shards are written.</param>
    /// <param name="cases">The number of cases of all shards.</param>
    /// <param name="count">The number of shards.</param>
    public static void Write(string crawlPath, string resultsPath, int cases, int count)
    {
        RunManifest manifest = RunStores.Find(crawlPath)!.Manifest with { Planned = cases, DataCases = cases, Finished = cases };
        CrawlResult example = new RunFiles(crawlPath).Journal[0];
        CaseKey[] keys = [.. Enumerable.Range(1, cases).Select(number => new CaseKey(IdOf(number), 1))];
        for (int index = 1; index <= count; index++)
        {
            var shard = new Shard(index, count);
            string id = $"large{shard.Suffix}";
            string path = Directory.CreateDirectory(Path.Combine(resultsPath, id, "events")).Parent!.FullName;
            var settings = (JsonObject)manifest.Settings.DeepClone();
            ShardPlan.AddTo(settings, shard, keys);
            int[] own = [.. Enumerable.Range(1, cases).Where(number => shard.Holds(IdOf(number)))];
            WriteJournal(path, id, own.Select(number => example with
            {
                CaseId = IdOf(number),
                CaseNumber = number,
                RunId = id,
                Planned = own.Length,
                DataCases = cases,
                EventLogPath = $"events/{IdOf(number)}.jsonl",
            }));
            File.WriteAllText(Path.Combine(path, "events", $"{IdOf(own[0])}.jsonl"), "{}\n");
            File.WriteAllText(Path.Combine(path, "results.csv"), "");
            File.WriteAllText(Path.Combine(path, "summary.json"), "{}");
            SplitRun.Seal(path, manifest with { RunId = id, Settings = settings, Planned = own.Length, Finished = own.Length });
        }
    }

    private static string IdOf(int number) => FormattableString.Invariant($"case_{number:000000}");

    private static void WriteJournal(string path, string runId, IEnumerable<CrawlResult> results)
    {
        using FileStream journal = File.Create(Path.Combine(path, Journal.FileName), 1 << 16);
        string chain = JournalChain.Start(runId);
        foreach (CrawlResult result in results)
        {
            (byte[] line, chain) = JournalChain.Add(chain, JsonSerializer.SerializeToUtf8Bytes(result, RunJson.Line));
            journal.Write([.. line, (byte)'\n']);
        }
    }
}
