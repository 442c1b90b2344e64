using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;

namespace RealtimeEvals.Harness;

/// <summary>One run in its folder: starts or resumes it, runs its cases in parallel, and completes its files however it ends.</summary>
internal sealed class HarnessRun<TCase, TResult>(
    EvalServices services, IHarness<TCase, TResult> harness, IRunWriter run, RunIndex index, IRunSink sink)
    where TResult : class, IStoredResult
{
    private readonly RunOptions _options = harness.Options;
    private readonly IReadOnlyList<PlannedCase<TCase>> _cases = harness.Plan.Cases;
    private readonly ConcurrentDictionary<CaseKey, TResult> _results = new();
    private readonly LiveTable _table = new(run.Files, services.Tables, harness.Table.Columns);
    private readonly RedactedResults _quiet = new(run.Files.Redactor);
    private readonly RunCounts _counts = new();
    private int _finished;

    public async Task ExecuteAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        var origin = new RunOrigin(_options, harness.Endpoint, harness.InputFiles, services.Time);
        RunManifest manifest = await origin.BeginAsync(Prepare(plan), cancellationToken);
        RunState state = RunState.Failed;
        string error = "";
        try
        {
            run.Begin(manifest);
            RunPresentation.Remove(run.Files);
            index.Begin(manifest, run.Files.Path, [.. InOrder()], _options.Resume);
            _finished = _results.Values.Count(harness.IsFinal);
            sink.Progress(ProgressOf(manifest, _finished, harness.Participants.Count > 0 ? $"connecting to {manifest.Provider}" : ""));
            manifest = await ProbeAsync(manifest, cancellationToken);
            run.Write(manifest);
            if (_finished < _cases.Count)
            {
                await harness.PrepareAsync(run.Files, manifest.Provider == ServiceTarget.SandboxProvider, cancellationToken);
            }

            await RunCasesAsync(manifest, cancellationToken);
            state = RunState.Completed;
        }
        catch (OperationCanceledException)
        {
            state = RunState.Cancelled;
            throw;
        }
        catch (Exception exception)
        {
            error = run.Files.Redactor.Redact(exception.Message);
            throw;
        }
        finally
        {
            DateTimeOffset endedAt = services.Time.GetUtcNow();
            manifest = WithSpeech(manifest) with { State = state, Error = error, Finished = _results.Count, EndedAt = endedAt };
            End(manifest);
        }

        sink.Progress(ProgressOf(manifest, _finished, "drawing the report"));
        RunPresentation.Make(services.Pages, run.Files, _options.SkipPlots, sink, cancellationToken);
        if (_options.Summary) await sink.EmitAsync(EvalRunSummary.Of(manifest, run.Files.Path, [.. InOrder()]), cancellationToken);
    }

    /// <summary>
    /// Returns the manifest of a new run; or that of a resumed run, whose settings must be the same, after taking over its results. Writes
    /// nothing, so that a run whose results were changed stays as it is.
    /// </summary>
    private RunManifest Prepare(RunPlan plan)
    {
        JsonObject settings = harness.GetSettings();
        _options.Selection.AddTo(settings, _cases.Select(one => one.Name));
        if (!_options.Resume || run.FindStored() is not IStoredRun stored)
        {
            return new RunManifest
            {
                RunId = plan.RunId,
                Harness = plan.Harness,
                Provider = plan.Provider,
                Settings = settings,
                Planned = plan.Planned,
                DataCases = plan.DataCases,
                StartedAt = services.Time.GetUtcNow(),
            };
        }

        RunManifest earlier = stored.Manifest;
        if (earlier.DifferencesFrom(settings) is { Count: > 0 } differences)
        {
            throw EvalErrors.ResumeMismatch(plan.RunId, string.Join(", ", differences));
        }

        stored.Read<TResult>(result => Set((TResult)result.At(run.Files.Path)));
        return earlier with
        {
            State = RunState.Running,
            EndedAt = null,
            Error = "",
            Resumed = earlier.Resumed + 1,
            EvidenceSha256 = RunManifest.NoHashes,
        };
    }

    /// <summary>
    /// Returns the manifest with the model and provider that the service reports. The side under test comes first in the participants and
    /// is probed last.
    /// </summary>
    private async Task<RunManifest> ProbeAsync(RunManifest manifest, CancellationToken cancellationToken)
    {
        if (harness.Participants.Count == 0) return manifest;
        var probe = new SessionProbe(_options, services.Time, sink);
        (string model, bool isSandbox) = ("", false);
        foreach (IReadOnlyList<SessionRequest> side in harness.Participants.Reverse())
        {
            (model, isSandbox) = await probe.TryAsync(side, cancellationToken);
        }

        await RehearseAsync(harness.Participants[^1][0], isSandbox, cancellationToken);
        model = run.Files.Redactor.Redact(model);
        bool isOneModel = harness.Participants[0].DistinctBy(request => request.Model, StringComparer.Ordinal).Count() == 1;
        if (isOneModel && manifest.ResolvedModel.Length > 0 && model != manifest.ResolvedModel)
        {
            throw EvalErrors.ResumeMismatch(manifest.RunId, "the model as the service names it");
        }

        return manifest with { ResolvedModel = model, Provider = isSandbox ? ServiceTarget.SandboxProvider : manifest.Provider };
    }

    /// <summary>
    /// Rehearses a turn before the first case, so that first use does not distort its latency: one turn with the sandbox, whose process is
    /// warmed up too; otherwise local turns, as many as run in parallel but at most 8.
    /// </summary>
    private async Task RehearseAsync(SessionRequest request, bool isSandbox, CancellationToken cancellationToken)
    {
        const int Most = 8;
        if (isSandbox)
        {
            var sandbox = new ConnectOptions(_options.Target, request.Model);
            await Rehearsal.WithSandboxAsync(sandbox, request.Configuration, services.Time, cancellationToken);
            return;
        }

        IEnumerable<int> turns = Enumerable.Range(0, Math.Min(_options.ThrottleLimit, Most));
        await Task.WhenAll(turns.Select(_ => Rehearsal.WithNobodyAsync(request.Configuration, services.Time, cancellationToken)));
    }

    private async Task RunCasesAsync(RunManifest manifest, CancellationToken cancellationToken)
    {
        TResult[] kept = [.. InOrder().Where(harness.IsFinal)];
        _finished = kept.Length;
        WriteTable(InOrder().Where(harness.KeepsRows));
        foreach (TResult earlier in kept) await sink.EmitAsync(earlier, cancellationToken);

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.ThrottleLimit, CancellationToken = cancellationToken };
        HashSet<CaseKey> closed = [.. kept.Select(result => result.GetKey())];
        await Parallel.ForEachAsync(_cases.Where(one => !closed.Contains(one.Key)), parallel, async (planned, token) =>
        {
            var context = new CaseContext<TCase, TResult>(
                planned,
                _results.GetValueOrDefault(planned.Key),
                manifest,
                run.Files,
                state => Keep(_quiet.Of(state)),
                _table.Append,
                Report,
                index,
                sink);
            TResult result = _quiet.Of(await harness.RunAsync(context, token));
            Keep(result);
            if (!harness.AddsRowsItself) foreach (IReadOnlyList<string> row in harness.Table.RowsOf(result)) _table.Append(row);
            await ShowAsync(manifest, planned.Name, result, token);
        });

        void Keep(TResult result)
        {
            run.Append(result);
            Set(result);
        }

        void Report(string current) => sink.Progress(ProgressOf(manifest, _finished, current));
    }

    private void WriteTable(IEnumerable<TResult> results) => _table.Replace(results.SelectMany(harness.Table.RowsOf));

    private async Task ShowAsync(RunManifest manifest, string name, TResult result, CancellationToken cancellationToken)
    {
        sink.Progress(ProgressOf(manifest, Interlocked.Increment(ref _finished), $"{name} {result.Outcome}"));
        if (result.Outcome == Outcome.Error)
        {
            string log = run.Files.PathOf(result.GetEvidencePath());
            string advice = $"Look into {log}, then resume the run '{manifest.RunId}'.";
            EvalException failed = EvalErrors.CaseFailed(name, result.ToString()!, advice);
            sink.Error(RunError.Of(failed, name));
        }

        await sink.EmitAsync(result, cancellationToken);
    }

    private RunProgress ProgressOf(RunManifest manifest, int finished, string current)
    {
        var progress = new RunProgress($"{harness.Kind.Name} {manifest.RunId}", finished, _cases.Count, current, null);
        return _counts.AddTo(progress);
    }

    private void Set(TResult result)
    {
        _results.TryGetValue(result.GetKey(), out TResult? before);
        _results[result.GetKey()] = result;
        _counts.Replace(before, result);
    }

    /// <summary>Returns the manifest with the speech source that was actually used, so that a resumed run keeps it.</summary>
    private RunManifest WithSpeech(RunManifest manifest)
    {
        if (harness.Speech is not CallerSpeech speech || !manifest.Settings.ContainsKey(SpeechChoice.SourceSetting)) return manifest;
        var settings = (JsonObject)manifest.Settings.DeepClone();
        settings[SpeechChoice.SourceSetting] = speech.Source.ToString();
        settings[SpeechChoice.ModelSetting] = speech.EffectiveModel;
        return manifest with { Settings = settings };
    }

    private void End(RunManifest manifest)
    {
        try
        {
            TResult[] results = [.. InOrder()];
            manifest = RunOrigin.WithModels(manifest, results, run.Files.Redactor);
            WriteTable(results);
            run.Files.Write(RunFolder.SummaryName, harness.Summarize(manifest, results));
        }
        catch
        {
            // The state is recorded even when nothing else can be written.
            run.Write(manifest);
            index.Save(manifest, run.Files.Path, [.. InOrder()]);
            throw;
        }

        run.Seal(manifest);
        index.Save(manifest, run.Files.Path, [.. InOrder()]);
    }

    private IEnumerable<TResult> InOrder() => _cases.Select(one => _results.GetValueOrDefault(one.Key)).OfType<TResult>();
}
