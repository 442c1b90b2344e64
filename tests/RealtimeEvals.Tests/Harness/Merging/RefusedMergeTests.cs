using System.Text.Json.Nodes;
using RealtimeEvals.Files;
using RealtimeEvals.Harness.Merging;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Harness.Merging;

/// <summary>Whatever is not one plan, each shard once and whole, is refused by name; nothing is lost, and nothing passes.</summary>
public sealed class RefusedMergeTests(FinishedCrawl crawl) : IClassFixture<FinishedCrawl>, IDisposable
{
    private readonly MergeSetup _setup = new(crawl.RunPath, 3);

    public void Dispose() => _setup.Dispose();

    [Fact]
    public async Task Missing_shard()
    {
        _setup.Shards.RemoveAt(1);

        Assert.Contains("The shard 2/3 is missing.", (await _setup.RefusedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_shards()
    {
        _setup.Shards.RemoveRange(0, 2);

        Assert.Contains("The shards 1/3, 2/3 are missing.", (await _setup.RefusedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doubled_shard()
    {
        string twice = _setup.Shards[0] + "b";
        Copy(_setup.Shards[0], twice);
        _setup.Shards.Add(twice);

        string message = (await _setup.RefusedAsync()).Message;

        Assert.Contains("The shard 1/3 is there more than once: 'test.shard1of3', 'test.shard1of3b'.", message, StringComparison.Ordinal);
        Assert.Contains("Cases are there more than once", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("seed", "seed")]
    [InlineData("model", "model")]
    [InlineData("data_sha256", "data_sha256")]
    [InlineData("plan_cases_sha256", "plan_cases_sha256")]
    public async Task Shard_of_another_plan(string setting, string named)
    {
        SplitRun.Change(_setup.Shards[1], manifest =>
        {
            manifest.Settings[setting] = "other";
            return manifest;
        });

        string message = (await _setup.RefusedAsync()).Message;

        Assert.Contains("'test.shard2of3' is of another plan than 'test.shard1of3'; they differ in ", message, StringComparison.Ordinal);
        Assert.Contains(named, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shard_of_another_harness_service_model_version_and_data()
    {
        SplitRun.Change(_setup.Shards[1], manifest => manifest with { Harness = "walk" });
        SplitRun.Change(_setup.Shards[2], manifest => manifest with
        {
            Provider = "api.openai.com",
            ResolvedModel = "gpt-other",
            ProductVersion = "0.0.1",
            DataCases = 1000,
        });

        string message = (await _setup.RefusedAsync()).Message;

        Assert.Contains("they differ in the harness.", message, StringComparison.Ordinal);
        Assert.Contains(
            "they differ in who answered, the model as the service names it, the number of cases in the data, "
            + "the version of the product.",
            message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RunState.Running, "running")]
    [InlineData(RunState.Cancelled, "cancelled")]
    [InlineData(RunState.Failed, "failed")]
    [InlineData(RunState.Capped, "capped")]
    [InlineData(RunState.Interrupted, "interrupted")]
    public async Task Shard_that_did_not_come_to_its_end(RunState state, string word)
    {
        SplitRun.Change(_setup.Shards[2], manifest => manifest with { State = state });

        Assert.Contains($"'test.shard3of3' is {word}; resume it.", (await _setup.RefusedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_that_is_no_shard()
    {
        _setup.Shards.Add(crawl.RunPath);

        Assert.Contains("'test' is no shard", (await _setup.RefusedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Journal_that_was_changed()
    {
        string journal = Path.Combine(_setup.Shards[0], "journal.jsonl");
        File.WriteAllText(journal, File.ReadAllText(journal).Replace("\"outcome\":\"pass\"", "\"outcome\":\"fail\"",
            StringComparison.Ordinal));

        Assert.Contains("'test.shard1of3' was changed: line 1 of journal.jsonl", (await _setup.RefusedAsync()).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("results.csv")]
    [InlineData("summary.json")]
    public async Task File_that_was_changed(string name)
    {
        File.AppendAllText(Path.Combine(_setup.Shards[0], name), " ");

        Assert.Contains($"'test.shard1of3' was changed: {name}", (await _setup.RefusedAsync()).Message, StringComparison.Ordinal);
    }

    /// <summary>Otherwise the merged run would vouch for them.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Event_log_that_was_changed_or_deleted(bool isDeleted)
    {
        string log = Path.Combine(_setup.Shards[0], "events", "crawl_001.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        File.WriteAllText(log, "{}\n");
        File.WriteAllText(
            Path.Combine(_setup.Shards[0], "evidence.json"),
            $$$"""{"schema_version":1,"files":{"events/crawl_001.jsonl":"{{{FileHash.OfFile(log)}}}"}}""");
        SplitRun.Change(_setup.Shards[0], manifest => manifest);
        if (isDeleted) File.Delete(log);
        else File.AppendAllText(log, "{}\n");

        Assert.Contains(Path.GetFileName(log), (await _setup.RefusedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_were_changed()
    {
        JsonNode manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(_setup.Shards[0], "run.json")))!;
        manifest["settings"]!["seed"] = 99;
        File.WriteAllText(Path.Combine(_setup.Shards[0], "run.json"), manifest.ToJsonString());

        Assert.Contains("plan_sha256", (await _setup.RefusedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        SplitRun.Change(_setup.Shards[0], manifest => manifest with { State = RunState.Cancelled });
        SplitRun.Change(_setup.Shards[2], manifest =>
        {
            manifest.Settings["seed"] = 2;
            return manifest;
        });
        _setup.Shards.RemoveAt(1);

        string message = (await _setup.RefusedAsync()).Message;

        Assert.Contains("'test.shard1of3' is cancelled; resume it.", message, StringComparison.Ordinal);
        Assert.Contains("they differ in seed", message, StringComparison.Ordinal);
        Assert.Contains("The shard 2/3 is missing.", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shard_is_never_replaced_by_the_merged_run()
    {
        var options = new MergeOptions
        {
            RunPaths = _setup.Shards,
            ResultsPath = _setup.ResultsPath,
            RunName = Path.GetFileName(_setup.Shards[0]),
            Force = true,
        };

        Assert.Contains(options.FindProblems(), problem => problem.Contains("the name of one of the shards", StringComparison.Ordinal));
        Assert.Equal(Outcome.Fail, (await _setup.MergeAsync()).Outcome);
    }

    [Fact]
    public async Task Run_that_is_there_is_replaced_only_when_that_is_said()
    {
        await _setup.MergeAsync();
        _setup.Sink = new CollectingSink();
        IReadOnlyDictionary<string, string> before = RunFiles.Contents(_setup.RunPath);

        Assert.Equal("RunExists", (await Assert.ThrowsAsync<EvalException>(() => _setup.MergeAsync())).ErrorId);
        Assert.Equal(before, RunFiles.Contents(_setup.RunPath));

        await _setup.MergeAsync(force: true);
    }

    [Fact]
    public async Task Nothing_is_written_where_nobody_agrees()
    {
        _setup.Sink = new CollectingSink { Confirms = false };

        await _setup.RunAsync();

        Assert.Empty(_setup.Sink.Items.OfType<EvalRunSummary>());
        Assert.False(Directory.Exists(_setup.RunPath));
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
