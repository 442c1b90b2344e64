using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Merging;

/// <summary>Cases that are missing, foreign or there twice are told, whatever the shards say that they planned.</summary>
public sealed class ShardCaseTests(FinishedCrawl crawl) : IClassFixture<FinishedCrawl>, IDisposable
{
    private readonly MergeSetup _setup = new(crawl.RunPath, 3);

    public void Dispose() => _setup.Dispose();

    [Fact]
    public async Task Missing_case()
    {
        string shard = WithCases();
        SplitRun.ChangeLines(shard, lines => lines.Skip(1));

        string message = (await _setup.RefusedAsync()).Message;

        Assert.Contains($"'{Path.GetFileName(shard)}' planned ", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_case_that_nobody_planned()
    {
        string shard = WithCases();
        SplitRun.ChangeLines(shard, lines => lines.Skip(1));
        SplitRun.Change(shard, manifest => manifest with { Planned = manifest.Planned - 1, Finished = manifest.Finished - 1 });

        Assert.Contains("The plan has 6 cases, and the shards have 5 of them.", (await _setup.RefusedAsync()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_that_stands_for_another_one()
    {
        string shard = WithCases();
        string taken = IdIn(shard, "unknown");
        SplitRun.ChangeLines(shard, lines =>
            lines.Select((line, index) => index == 0 ? Renamed(line, taken) : line));

        Assert.Contains("The cases of the shards are not those of the plan.", (await _setup.RefusedAsync()).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_of_another_shard()
    {
        string from = WithCases();
        string to = _setup.Shards.First(path => path != from);
        string line = new RunFiles(from).JournalLines[0];
        SplitRun.ChangeLines(to, lines => lines.Append(line));

        string message = (await _setup.RefusedAsync()).Message;

        Assert.Contains($"'{Path.GetFileName(to)}' has cases that belong to another shard: '", message, StringComparison.Ordinal);
        Assert.Contains("Cases are there more than once: '", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shard_that_is_named_twice_is_one_shard()
    {
        _setup.Shards.Add(_setup.Shards[0] + Path.DirectorySeparatorChar);

        Assert.Equal(Outcome.Fail, (await _setup.MergeAsync()).Outcome);
    }

    private string WithCases() => _setup.Shards.First(path => new RunFiles(path).JournalLines.Length > 1);

    /// <summary>An id that belongs to the shard and is in no data.</summary>
    private static string IdIn(string shard, string word)
    {
        int index = int.Parse(shard[(shard.LastIndexOf(".shard", StringComparison.Ordinal) + 6)..shard.LastIndexOf("of",
            StringComparison.Ordinal)], null);
        return Enumerable.Range(1, 1000)
            .Select(number => $"{word}{number}").First(id => RealtimeEvals.Harness.Shard.IndexOf(id, 3) == index);
    }

    private static string Renamed(string line, string caseId)
    {
        JsonNode entry = JsonNode.Parse(line)!;
        entry["case_id"] = caseId;
        return entry.ToJsonString();
    }
}
