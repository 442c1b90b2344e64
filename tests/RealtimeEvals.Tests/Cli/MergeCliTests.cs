using System.Text.Json;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary><c>realtime-evals merge</c> on shards that the program ran.</summary>
public sealed class MergeCliTests(MergeCliTests.Shards shards) : IClassFixture<MergeCliTests.Shards>
{
    [Fact(Timeout = 300_000)]
    public async Task All_shards_of_a_name_are_merged()
    {
        (int exitCode, string output, string error) = await MergeAsync("--run-name", "nightly", "--force");

        Assert.True(exitCode == 0, error);
        Assert.Equal(
            ["crawl_001", "crawl_002", "crawl_003", "crawl_004"], shards.Folder.Run("nightly").Column("example_id"));
    }

    [Fact(Timeout = 300_000)]
    public async Task Shards_are_named_by_folder_or_name_and_bear_the_name_of_the_run()
    {
        (int exitCode, string output, string error) = await MergeAsync(
            "results/nightly.shard2of2", "nightly.shard1of2", "--force", "--output", "json");

        Assert.True(exitCode == 0, error);
        JsonElement summary = Given.Json(output);
        Assert.Equal("nightly", summary.GetProperty("run_id").GetString());
        Assert.Equal(4, summary.GetProperty("planned").GetInt32());
    }

    [Theory(Timeout = 300_000)]
    [InlineData("error ShardsDoNotFit: Nothing was merged. The shard 2/2 is missing.", "nightly.shard1of2", "--run-name", "other")]
    [InlineData("error InvalidSetting: Name the shards, or the run that is made of them.")]
    [InlineData("error RunNotFound", "--run-name", "none")]
    [InlineData("error RunNotFound", "none.shard1of2", "--run-name", "other")]
    [InlineData("cannot be a folder name", "nightly.shard1of2", "--run-name", "a/b")]
    [InlineData("the name of one of the shards", "nightly.shard1of2", "--run-name", "nightly.shard1of2", "--force")]
    public async Task What_cannot_be_merged_is_exit_code_2_and_writes_nothing(string words, params string[] arguments)
    {
        string[] before = Directory.GetDirectories(shards.Folder.PathOf("results"));

        (int exitCode, string output, string error) = await MergeAsync(arguments);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetDirectories(shards.Folder.PathOf("results")));
    }

    private Task<(int ExitCode, string Output, string Error)> MergeAsync(params string[] arguments) =>
        shards.Folder.RunAsync(["merge", "--skip-plots", .. arguments]);

    /// <summary>Two shards of four cases.</summary>
    public sealed class Shards : IAsyncLifetime
    {
        public CliFolder Folder { get; } = new();

        public async ValueTask InitializeAsync()
        {
            foreach (string shard in new[] { "1/2", "2/2" })
            {
                (int exitCode, _, string error) = await Folder.CrawlAsync(
                    "--sandbox", "--skip-plots", "--max-examples", "4", "--run-name", "nightly", "--shard", shard);
                Assert.True(exitCode == 0, error);
            }
        }

        public ValueTask DisposeAsync()
        {
            Folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
