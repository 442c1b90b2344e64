using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;

namespace RealtimeEvals.Harness.Merging;

/// <summary>A shard that is merged: its run, and which cases it has results of. The results themselves stay on disk.</summary>
/// <param name="run">The run.</param>
internal sealed class ShardRun(IStoredRun run)
{
    /// <summary>The run.</summary>
    public IStoredRun Run => run;

    /// <summary>The manifest of the run.</summary>
    public RunManifest Manifest => run.Manifest;

    /// <summary>The name of the run for messages.</summary>
    public string Name => $"'{run.Id}'";

    /// <summary>The shard as the run recorded it; null when it is none.</summary>
    public Shard? Shard { get; } = ShardPlan.Of(run.Manifest);

    /// <summary>The cases that have a result, in the order of the data, once <see cref="ReadCases"/> has read them.</summary>
    public IReadOnlyList<ShardCase> Cases { get; private set; } = [];

    /// <summary>Reads which cases have a result.</summary>
    /// <param name="kind">The kind of the run.</param>
    /// <returns>A sentence for each thing that is not as the run left it; none when everything is.</returns>
    public IReadOnlyList<string> ReadCases(HarnessKind kind)
    {
        try
        {
            string[] changes = [.. run.Inspect(static _ => { }).Changes, .. EvidenceList.FindChanges(run.Path, run.Manifest)];
            if (changes.Length > 0) return changes;
            Cases = [.. kind.Read(run).Select(result => new ShardCase(result.GetKey(), result.GetNumber()))];
            return [];
        }
        catch (Exception exception) when (exception is EvalException or IOException or UnauthorizedAccessException)
        {
            return [exception.Message];
        }
    }

    /// <summary>
    /// Returns the results of several shards in the order of the data, each read when it is asked for. Those of earlier attempts at a case
    /// are before the one that counts.
    /// </summary>
    /// <param name="shards">The shards.</param>
    /// <param name="kind">Their kind.</param>
    public static IEnumerable<IStoredResult> Results(IReadOnlyList<ShardRun> shards, HarnessKind kind)
    {
        var next = new PriorityQueue<IEnumerator<IStoredResult>, (int Number, int Trial, int Shard)>();
        var open = new List<IEnumerator<IStoredResult>>();
        try
        {
            foreach ((int index, ShardRun shard) in shards.Index())
            {
                IEnumerator<IStoredResult> results = kind.ReadAll(shard.Run).GetEnumerator();
                open.Add(results);
                Advance(results, index);
            }

            while (next.TryDequeue(out IEnumerator<IStoredResult>? first, out (int Number, int Trial, int Shard) place))
            {
                yield return first.Current;
                Advance(first, place.Shard);
            }
        }
        finally
        {
            foreach (IEnumerator<IStoredResult> results in open) results.Dispose();
        }

        void Advance(IEnumerator<IStoredResult> results, int shard)
        {
            if (!results.MoveNext()) return;
            next.Enqueue(results, (results.Current.GetNumber(), results.Current.GetKey().Trial, shard));
        }
    }
}

/// <summary>A case of a shard.</summary>
/// <param name="Key">The case and its trial.</param>
/// <param name="Number">Its place in the data.</param>
internal readonly record struct ShardCase(CaseKey Key, int Number);
