using RealtimeEvals.Model;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Harness.Merging;

/// <summary>Finds the runs that are merged, and the name of the run that is made of them.</summary>
internal static class ShardSearch
{
    /// <summary>Returns the options with every shard and the name of the merged run.</summary>
    /// <exception cref="EvalException">
    /// <c>InvalidSetting</c>: an option cannot be used, or no name follows from the shards. <c>RunNotFound</c>: there are no shards of the
    /// name.
    /// </exception>
    public static MergeOptions Complete(MergeOptions options)
    {
        Require(options);
        options = options with { RunPaths = options.RunPaths.Count > 0 ? [.. Distinct(options.RunPaths)] : ShardsOf(options) };
        if (options.RunName.Length > 0) return options;
        string?[] names = [.. options.RunPaths.Select(path => Shard.NameWithout(Path.GetFileName(path))).Distinct(StringComparer.Ordinal)];
        options = names is [string only]
            ? options with { RunName = only }
            : throw EvalErrors.InvalidSetting(["The shards do not bear one name, such as nightly.shard1of4; name the merged run."]);
        Require(options);
        return options;
    }

    /// <summary>Returns the runs at the paths, in the order of their numbers.</summary>
    /// <exception cref="EvalException"><c>RunNotFound</c>.</exception>
    public static IReadOnlyList<ShardRun> Open(MergeOptions options) =>
    [
        .. options.RunPaths
            .Select(path => new ShardRun(RunStores.Find(path) ?? throw EvalErrors.RunNotFound(path)))
            .OrderBy(one => one.Shard?.Index ?? 0),
    ];

    private static void Require(MergeOptions options)
    {
        if (options.FindProblems() is { Count: > 0 } problems) throw EvalErrors.InvalidSetting(problems);
    }

    /// <summary>A folder that is named twice is one shard.</summary>
    private static IEnumerable<string> Distinct(IReadOnlyList<string> paths) => paths
        .Select(path => Path.TrimEndingDirectorySeparator(path))
        .Distinct(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    private static string[] ShardsOf(MergeOptions options)
    {
        var store = new FolderStore(options.ResultsPath);
        string[] found = [.. store.Ids.Where(id => Shard.NameWithout(id) == options.RunName).Select(store.PathOf)];
        return found.Length > 0
            ? found
            : throw EvalErrors.RunNotFound(store.PathOf(FormattableString.Invariant($"{options.RunName}.shard1of4")), [.. store.Ids]);
    }
}
