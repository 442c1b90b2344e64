using RealtimeEvals.Datasets;

namespace RealtimeEvals.Harness.Merging;

/// <summary>What is merged, and into which run. Paths are absolute: the front ends resolve them.</summary>
public sealed record MergeOptions
{
    /// <summary>The folders of the shards, in any order; without any all shards of the run name, such as nightly.shard1of4.</summary>
    public IReadOnlyList<string> RunPaths { get; init; } = [];

    /// <summary>The folder of all runs.</summary>
    /// <remarks>The merged run is made in it.</remarks>
    public required string ResultsPath { get; init; }

    /// <summary>The name of the merged run and of its folder: 1 to 100 letters, digits, dots, dashes and underscores.</summary>
    /// <value>that of the shards without their numbers, such as nightly</value>
    public string RunName { get; init; } = "";

    /// <summary>Replaces the run of that name, such as one whose merging was interrupted.</summary>
    /// <remarks>A folder that does not hold a run is never replaced, and neither is one of the shards.</remarks>
    public bool Force { get; init; }

    /// <summary>Draws no plots of the merged run.</summary>
    public bool SkipPlots { get; init; }

    /// <summary>Returns one sentence for each setting that cannot be used.</summary>
    public IReadOnlyList<string> FindProblems()
    {
        var problems = new List<string>();
        if (RunPaths.Count == 0 && RunName.Length == 0) problems.Add("Name the shards, or the run that is made of them.");
        if (RunName.Length == 0) return problems;
        if (!SafeFileName.IsSafe(RunName))
        {
            problems.Add($"The run name '{RunName}' cannot be a folder name; it must be {SafeFileName.Rule}.");
        }

        string made = Path.Combine(ResultsPath, RunName);
        if (RunPaths.Any(path => IsSame(path, made)))
        {
            problems.Add($"'{RunName}' is the name of one of the shards, which stay as they are; give the merged run another one.");
        }

        return problems;
    }

    /// <summary>Whether two paths are those of one folder. Case does not count, because a shard must not be replaced by mistake.</summary>
    private static bool IsSame(string one, string other) =>
        Path.TrimEndingDirectorySeparator(one).Equals(other, StringComparison.OrdinalIgnoreCase);
}
