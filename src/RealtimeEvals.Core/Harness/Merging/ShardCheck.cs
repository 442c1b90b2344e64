using RealtimeEvals.Model;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Merging;

/// <summary>Finds everything that keeps runs from being all shards of one plan, each of them once, whole and as it was left.</summary>
/// <param name="shards">The runs.</param>
/// <param name="kind">The kind of the first one.</param>
internal sealed class ShardCheck(IReadOnlyList<ShardRun> shards, HarnessKind kind)
{
    private const int Shown = 5;

    private readonly List<string> _problems = [];

    /// <summary>Returns a sentence for each problem. The results of all shards have been read then.</summary>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public IReadOnlyList<string> Find(CancellationToken cancellationToken)
    {
        foreach (ShardRun one in shards) CheckAlone(one);
        ShardRun[] divided = [.. shards.Where(one => one.Shard is not null)];
        foreach (ShardRun other in divided.Skip(1)) CheckPlan(divided[0], other);
        if (divided.Length > 0) CheckNumbers(divided, divided[0].Shard!.Count);
        foreach (ShardRun one in divided)
        {
            cancellationToken.ThrowIfCancellationRequested();
            CheckCases(one);
        }

        CheckAllCases(divided);
        return _problems;
    }

    /// <summary>Checks what a run says of itself.</summary>
    private void CheckAlone(ShardRun one)
    {
        RunManifest manifest = one.Manifest;
        if (one.Shard is null)
        {
            _problems.Add($"{one.Name} is no shard: {RunManifest.FileName} names none.");
        }

        if (one.Run.Store.IsHeld(one.Run.Id))
        {
            _problems.Add($"{one.Name} is being written by a process.");
        }
        else if (manifest.State != RunState.Completed || manifest.Error.Length > 0)
        {
            string error = manifest.Error.Length > 0 ? $" ({manifest.Error.TrimEnd('.')})" : "";
            _problems.Add($"{one.Name} is {manifest.State.ToString().ToLowerInvariant()}{error}; resume it.");
        }

        if (manifest.RunId != one.Run.Id) _problems.Add($"{one.Name} is the folder of a run that calls itself '{manifest.RunId}'.");
        if (one.Shard is not null && ShardPlan.HashOf(manifest.Settings) != ShardPlan.TextOf(manifest.Settings, ShardPlan.Sha256))
        {
            _problems.Add($"{one.Name} does not have the settings whose hash is {ShardPlan.Sha256} of {RunManifest.FileName}.");
        }
    }

    /// <summary>Checks that two shards are of one plan.</summary>
    private void CheckPlan(ShardRun first, ShardRun other)
    {
        List<string> differences =
        [
            .. first.Manifest.DifferencesFrom(other.Manifest.Settings).Except([ShardPlan.Shard], StringComparer.Ordinal),
        ];
        AddIf("the harness", one => one.Harness);
        AddIf("who answered", one => one.Provider);
        AddIf("the model as the service names it", one => one.ResolvedModel);
        AddIf("the number of cases in the data", one => one.DataCases);
        AddIf("the version of the product", one => one.ProductVersion);
        AddIf("the number of shards", one => ShardPlan.Of(one)!.Count);
        if (differences.Count > 0)
        {
            _problems.Add($"{other.Name} is of another plan than {first.Name}; they differ in {string.Join(", ", differences)}.");
        }

        void AddIf<T>(string name, Func<RunManifest, T> value)
        {
            if (!EqualityComparer<T>.Default.Equals(value(first.Manifest), value(other.Manifest))) differences.Add(name);
        }
    }

    /// <summary>Checks that each shard is there once.</summary>
    private void CheckNumbers(ShardRun[] divided, int count)
    {
        ILookup<int, ShardRun> byIndex = divided.Where(one => one.Shard!.Count == count).ToLookup(one => one.Shard!.Index);
        string[] missing =
            [.. Enumerable.Range(1, count).Where(index => !byIndex.Contains(index)).Select(index => new Shard(index, count).ToString())];
        if (missing.Length > 0)
        {
            _problems.Add(missing.Length == 1 ? $"The shard {missing[0]} is missing." : $"The shards {Some(missing)} are missing.");
        }

        foreach (IGrouping<int, ShardRun> twice in byIndex.Where(group => group.Skip(1).Any()).OrderBy(group => group.Key))
        {
            string names = string.Join(", ", twice.Select(one => one.Name));
            _problems.Add($"The shard {new Shard(twice.Key, count)} is there more than once: {names}.");
        }
    }

    /// <summary>Checks that a shard has the result of each of its cases and no others, and is as it was left.</summary>
    private void CheckCases(ShardRun one)
    {
        // What a shard that has not ended has so far is looked at by nobody.
        if (one.Manifest.State != RunState.Completed) return;
        if (one.ReadCases(kind) is { Count: > 0 } changes)
        {
            _problems.AddRange(changes.Select(change => $"{one.Name} was changed: {change.TrimEnd('.')}."));
            return;
        }

        string[] foreign =
        [
            .. one.Cases
                .Where(of => !one.Shard!.Holds(of.Key.CaseId))
                .Select(of => $"'{of.Key.CaseId}'")
                .Distinct(StringComparer.Ordinal),
        ];
        if (foreign.Length > 0) _problems.Add($"{one.Name} has cases that belong to another shard: {Some(foreign)}.");
        int planned = one.Manifest.Planned;
        if (one.Cases.Count != planned || one.Manifest.Finished != planned)
        {
            _problems.Add(FormattableString.Invariant($"{one.Name} planned {planned} cases and has results of {one.Cases.Count}."));
        }
    }

    /// <summary>Checks that all shards together have every case of the plan once, in the order of the data.</summary>
    private void CheckAllCases(ShardRun[] divided)
    {
        var seen = new Dictionary<CaseKey, ShardRun>();
        var twice = new List<string>();
        foreach (ShardRun one in divided)
        {
            foreach (ShardCase of in one.Cases)
            {
                if (!seen.TryAdd(of.Key, one)) twice.Add($"'{of.Key.CaseId}' in {seen[of.Key].Name} and {one.Name}");
            }
        }

        if (twice.Count > 0) _problems.Add($"Cases are there more than once: {Some(twice)}.");
        if (_problems.Count > 0) return;
        RunManifest first = divided[0].Manifest;
        int? cases = ShardPlan.CasesOf(first);
        if (seen.Count != cases)
        {
            _problems.Add(FormattableString.Invariant($"The plan has {cases} cases, and the shards have {seen.Count} of them."));
        }
        else if (ShardPlan.HashOf(InOrder(divided)) != ShardPlan.TextOf(first.Settings, ShardPlan.CasesSha256))
        {
            _problems.Add("The cases of the shards are not those of the plan.");
        }
    }

    /// <summary>Returns the cases of all shards in the order of the data.</summary>
    private static IEnumerable<CaseKey> InOrder(IEnumerable<ShardRun> shards) => shards
        .SelectMany(shard => shard.Cases)
        .OrderBy(one => one.Number)
        .ThenBy(one => one.Key.Trial)
        .Select(one => one.Key);

    private static string Some(IReadOnlyList<string> all) => all.Count > Shown
        ? FormattableString.Invariant($"{string.Join(", ", all.Take(Shown))} and {all.Count - Shown} more")
        : string.Join(", ", all);
}
