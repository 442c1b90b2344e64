using RealtimeEvals.Harness.Conversations.Results;
using RealtimeEvals.Harness.Kinds;
using RealtimeEvals.Harness.Measuring;
using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Folders;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.Harness.Merging;

/// <summary>
/// Makes one run of all shards of a plan, which a gate takes like one that was never divided. The shards stay as they are. Emits an
/// <see cref="EvalRunSummary"/>. Of the results only where they are is in memory, however many there are.
/// </summary>
/// <param name="services">The table format, the pages, the store of runs and the clock.</param>
public sealed class MergeOperation(EvalServices services)
{
    /// <summary>Checks all shards, and merges them if they are one plan, each of them once and whole.</summary>
    /// <param name="options">What is merged, and into which run.</param>
    /// <param name="sink">Takes the summary of the merged run; nothing if merging was not confirmed.</param>
    /// <param name="cancellationToken">Cancels the merging; what was written by then is no evidence, and can be replaced.</param>
    /// <exception cref="EvalException">
    /// <c>InvalidSetting</c>, <c>RunNotFound</c>, <c>ShardsDoNotFit</c>, <c>RunExists</c>, <c>NotARunFolder</c>, <c>RunInUse</c>: nothing
    /// was written. <c>EvidenceNotWritten</c> or <c>LinkInRunFolder</c>: the merged run is failed.
    /// </exception>
    public async Task RunAsync(MergeOptions options, IRunSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(sink);
        options = ShardSearch.Complete(options);
        IReadOnlyList<ShardRun> shards = ShardSearch.Open(options);
        HarnessKind kind = KindOf(shards[0].Manifest, options);
        sink.Progress(ProgressOf(options.RunName, shards, 0, "checking"));
        if (new ShardCheck(shards, kind).Find(cancellationToken) is { Count: > 0 } faults)
        {
            throw EvalErrors.ShardsDoNotFit(faults, options.RunName);
        }

        var store = new FolderStore(options.ResultsPath);
        string path = store.PathOf(options.RunName);
        RunManifest manifest = ManifestOf(options.RunName, shards);
        string what = FormattableString.Invariant($"Merge {manifest.Planned} cases of {shards.Count} shards");
        if (!await sink.ConfirmAsync(path, what, cancellationToken)) return;
        using IRunWriter run = store.Create(options.RunName, options.Force);
        Write(run, manifest, shards, kind, sink, cancellationToken);
        sink.Progress(ProgressOf(options.RunName, shards, shards.Count, "drawing the report"));
        RunPresentation.Make(services.Pages, run.Files, manifest.Planned, options.SkipPlots, sink, cancellationToken);
        await sink.EmitAsync(List(path, sink), cancellationToken);
    }

    private static HarnessKind KindOf(RunManifest manifest, MergeOptions options) =>
        HarnessKinds.Find(manifest.Harness) ?? throw EvalErrors.ShardsDoNotFit(
            [$"'{manifest.RunId}' is a run of '{manifest.Harness}', which is no harness."], options.RunName);

    /// <summary>Returns the manifest that a run would have that was never divided, and what it was merged from.</summary>
    private static RunManifest ManifestOf(string runName, IReadOnlyList<ShardRun> shards)
    {
        RunManifest first = shards[0].Manifest;
        int cases = shards.Sum(one => one.Cases.Count);
        return first with
        {
            RunId = runName,
            State = RunState.Running,
            Settings = ShardPlan.Without(first.Settings),
            Planned = cases,
            Finished = cases,
            StartedAt = shards.Min(one => one.Manifest.StartedAt),
            EndedAt = shards.Max(one => one.Manifest.EndedAt),
            Resumed = shards.Sum(one => one.Manifest.Resumed),
            EvidenceSha256 = RunManifest.NoHashes,
            Provenance = RunOrigin.Merged([.. shards.Select(one => one.Manifest.Provenance).OfType<RunProvenance>()]),
            MergedFrom =
            [
                .. shards.Select(one => new MergedShard(
                    one.Shard!.ToString(),
                    one.Manifest.RunId,
                    one.Cases.Count,
                    one.Manifest.EvidenceSha256[Journal.FileName],
                    one.Manifest.StartedAt,
                    one.Manifest.EndedAt)),
            ],
        };
    }

    /// <summary>
    /// Writes the merged run. Until it is sealed it is running, and failed where something cannot be written, so that it passes no gate.
    /// </summary>
    private void Write(
        IRunWriter run,
        RunManifest manifest,
        IReadOnlyList<ShardRun> shards,
        HarnessKind kind,
        IRunSink sink,
        CancellationToken cancellationToken)
    {
        run.Begin(manifest with { EndedAt = null });
        try
        {
            foreach ((int index, ShardRun shard) in shards.Index())
            {
                sink.Progress(ProgressOf(manifest.RunId, shards, index, $"copying {shard.Run.Id}"));
                ShardEvidence.Copy(shard.Run.Path, run.Files, cancellationToken);
            }

            sink.Progress(ProgressOf(manifest.RunId, shards, shards.Count, "writing the results"));
            run.AppendAll(Results(run.Files, manifest, shards, kind, cancellationToken));
            RequireUnchanged(shards, kind, manifest.RunId);
            manifest = manifest with { State = RunState.Completed };
            IStoredRun merged = run.FindStored() ?? throw EvalErrors.RunNotFound(run.Files.Path);
            kind.Write(run.Files, services.Tables, services.Distributions, manifest, kind.Read(merged));
            run.Seal(manifest);
        }
        catch (Exception exception)
        {
            bool isCancelled = exception is OperationCanceledException;
            run.Write(manifest with
            {
                State = isCancelled ? RunState.Cancelled : RunState.Failed,
                Error = isCancelled ? "" : exception.Message,
                EvidenceSha256 = RunManifest.NoHashes,
            });
            throw;
        }
    }

    /// <summary>Returns all results in the order of the data, as those of the merged run.</summary>
    private static IEnumerable<object> Results(
        RunFolder folder, RunManifest manifest, IReadOnlyList<ShardRun> shards, HarnessKind kind, CancellationToken cancellationToken)
    {
        foreach (IStoredResult stored in ShardRun.Results(shards, kind))
        {
            cancellationToken.ThrowIfCancellationRequested();
            IStoredResult result = stored.At(folder.Path).In(manifest.RunId, manifest.Planned);

            // The record of a conversation names its run.
            if (result is ConversationResult { RecordPath.Length: > 0 } conversation)
            {
                ConversationFiles.Of(folder, conversation).Write(conversation);
            }

            yield return result;
        }
    }

    /// <summary>
    /// Throws if a journal was changed since it was checked, because what was read from it the second time is then unknown.
    /// </summary>
    private static void RequireUnchanged(IReadOnlyList<ShardRun> shards, HarnessKind kind, string runName)
    {
        foreach (ShardRun one in shards)
        {
            try
            {
                _ = kind.Read(one.Run);
            }
            catch (EvalException exception)
            {
                throw EvalErrors.ShardsDoNotFit([$"{one.Name} was changed meanwhile: {exception.Message}"], runName);
            }
        }
    }

    /// <summary>Lists the merged run in the store of runs, and returns its summary.</summary>
    private EvalRunSummary List(string path, IRunSink sink)
    {
        try
        {
            using IEvalStore? store = services.OpenStore?.Invoke();
            if (store is null) return HarnessKinds.Summarize(path);
            store.ForgetRun(path);
            return StoredRunImport.Add(store, path);
        }
        catch (EvalException exception) when (exception.ErrorId == nameof(EvalErrors.StoreUnusable))
        {
            sink.Warning($"{exception.Message} {exception.RecommendedAction}");
            return HarnessKinds.Summarize(path);
        }
    }

    private static RunProgress ProgressOf(string runName, IReadOnlyList<ShardRun> shards, int done, string current) =>
        new($"merge {runName}", done, shards.Count, current, null);
}
