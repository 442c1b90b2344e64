using System.Globalization;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>Of the results of a large run only where they stand is in memory.</summary>
public sealed class LargeMergeCliTests(FinishedCrawl crawl) : IClassFixture<FinishedCrawl>
{
    private const int Cases = 20_000;

    /// <summary>The program may have this much memory for objects: a part of what all results together take.</summary>
    private const long MostBytes = 64L << 20;

    [Fact(Timeout = 600_000)]
    public async Task Many_cases_are_merged_in_little_memory()
    {
        using var folder = new CliFolder();
        LargeShards.Write(crawl.RunPath, folder.PathOf("results"), Cases, count: 4);

        (int exitCode, _, string error) = await Support.Cli.RunAsync(
            folder.Path,
            new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = MostBytes.ToString("x", CultureInfo.InvariantCulture) },
            "merge", "--run-name", "large", "--skip-plots");

        Assert.True(exitCode == 0, error);
        RunFiles merged = folder.Run("large");
        Assert.Equal(Cases, merged.Summary.GetProperty("passed").GetInt32());
        Assert.Equal(Cases, File.ReadLines(merged.PathOf("results.csv")).Count(line => line.StartsWith("case_", StringComparison.Ordinal)));
        Assert.Equal(4, Directory.GetFiles(merged.PathOf("events")).Length);
    }
}
