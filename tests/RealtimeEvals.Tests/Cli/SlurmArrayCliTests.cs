using System.Text.Json;
using RealtimeEvals.Tests.Support;
using Xunit;

namespace RealtimeEvals.Tests.Cli;

/// <summary>The job file of the docs, as it is, on a real cluster of Slurm.</summary>
[Collection(typeof(Alone))]
public sealed class SlurmArrayCliTests
{
    [Fact(Timeout = 600_000)]
    public async Task Array_of_four_shards_is_merged_into_the_run_that_was_never_divided()
    {
        await using SlurmCluster slurm = await SlurmCluster.StartAsync();
        using var folder = new CliFolder();
        string program = ProgramIn(folder);
        var told = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PATH"] = $"{Path.GetDirectoryName(program)}:{Environment.GetEnvironmentVariable("PATH")}",
            ["RUN_NAME"] = "nightly",
            ["EVAL"] = $"crawl --sandbox --skip-plots --speech-cache {folder.PathOf("speech")}",
            ["GATE"] = "--require pass_rate>=0.9 --allow-sandbox",
        };

        await slurm.RunAsync(folder.Path, told, "bash", Path.Combine(Repository.Root, "docs", "jobs", "slurm-array.sh"));
        await slurm.IdleAsync();
        await folder.CrawlAsync("--sandbox", "--skip-plots", "--run-name", "whole");

        string said = string.Join('\n', Directory.GetFiles(folder.Path, "*.out").Order(StringComparer.Ordinal).Select(File.ReadAllText));
        Assert.Contains("Gate Passed for nightly: 17 passed, 1 failed", said, StringComparison.Ordinal);
        Assert.All([1, 2, 3, 4], index => Assert.Equal(
            FormattableString.Invariant($"{index}/4"),
            folder.Run(FormattableString.Invariant($"nightly.shard{index}of4"))
                .Manifest.GetProperty("settings").GetProperty("shard").GetString()));
        Assert.Equal(Metrics(folder.Run("whole")), Metrics(folder.Run("nightly")));
    }

    /// <summary>Everything in a summary but its name, and times, which no run has twice.</summary>
    private static string[] Metrics(RunFiles run) =>
    [
        .. run.Summary.EnumerateObject()
            .Where(one => one.Name != "run_name" && !one.Name.Contains("_ms_", StringComparison.Ordinal))
            .Select(one => $"{one.Name}: {JsonSerializer.Serialize(one.Value)}"),
    ];

    private static string ProgramIn(CliFolder folder)
    {
        string bin = Directory.CreateDirectory(folder.PathOf("bin")).FullName;
        string path = Path.Combine(bin, "realtime-evals");
        File.WriteAllText(path, $"#!/bin/sh\nexec dotnet '{Support.Cli.Program}' \"$@\"\n");
        UnixFile.MakeExecutable(path);
        return path;
    }
}
