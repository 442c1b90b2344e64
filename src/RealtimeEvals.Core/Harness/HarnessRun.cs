using System.Text.Json.Nodes;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;
using RealtimeEvals.Runs.Index;
using RealtimeEvals.Waiting;

namespace RealtimeEvals.Harness;

/// <summary>One run in its folder: starts or resumes it, runs its cases in parallel, and completes its files however it ends.</summary>
internal sealed class HarnessRun<TCase, TResult>(
    EvalServices services, IHarness<TCase, TResult> harness, IRunWriter run, RunIndex index, IRunSink sink)
    where TResult : class, IStoredResult
{
    private readonly RunOptions _options = harness.Options;
    private readonly IReadOnlyList<PlannedCase<TCase>> _cases = harness.Plan.Cases;
    private readonly ResultLog<TCase, TResult> _results = new(run, harness);
    private readonly LiveTable _table = new(run.Files, services.Tables, harness.Table.Columns);
    private readonly RedactedResults _quiet = new(run.Files.Redactor);
    private readonly RunBudget _budget = new(harness.Options, services.Time);
    private readonly RunEstimate _estimate = new(services.Time);
    private readonly MachineWatch _watch = MachineWatch.Start(services.Time);
    private int _finished;

    public async Task ExecuteAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        await using MachineWatch watch = _watch;
        var origin = new RunOrigin(_options, harness.Endpoint, harness.InputFiles, services.Time);
        RunManifest manifest = await origin.BeginAsync(Prepare(plan), cancellationToken);
        RunState state = RunState.Failed;
        string error = "";
        RunFigures figures;
        try
        {
            run.Begin(manifest);
            RunPresentation.Remove(run.Files);
            index.Begin(manifest, run.Files.Path, RunFigures.Of(InOrder()), _options.Resume);
            _finished = _cases.Count(one => _results.IsFinal(one.Key));
            sink.Progress(ProgressOf(manifest, _finished, harness.Participants.Count > 0 ? $"connecting to {manifest.Provider}" : ""));
            var probe = new RunProbe(harness.Participants, _options, services, run.Files.Redactor, sink);
            manifest = await probe.ProbeAsync(manifest, cancellationToken);
            run.Write(manifest);
            if (_finished < _cases.Count)
            {
                await harness.PrepareAsync(run.Files, manifest.Provider == ServiceTarget.SandboxProvider, cancellationToken);
            }

            error = await RunCasesAsync(manifest, cancellationToken);
            state = error.Length > 0 ? RunState.Capped : RunState.Completed;
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
            manifest = SpeechChoice.RecordIn(manifest, harness.Speech)
                with { State = state, Error = error, Finished = _results.Count, EndedAt = endedAt };
            figures = End(manifest);
        }

        sink.Progress(ProgressOf(manifest, _finished, "drawing the report"));
        RunPresentation.Make(services.Pages, run.Files, _cases.Count, _options.SkipPlots, sink, cancellationToken);
        if (_options.Summary) await sink.EmitAsync(EvalRunSummary.Of(manifest, run.Files.Path, figures), cancellationToken);
    }

    /// <summary>
    /// Returns the manifest of a new run; or that of a resumed run, whose settings must be the same, after taking over its results. Writes
    /// nothing, so that a run whose results were changed stays as it is.
    /// </summary>
    private RunManifest Prepare(RunPlan plan)
    {
        JsonObject settings = harness.GetSettings();
        harness.Plan.AddTo(settings, _options);
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
                InputPaths = harness.InputPaths,
                StartedAt = services.Time.GetUtcNow(),
            };
        }

        RunManifest earlier = stored.Manifest;
        if (earlier.DifferencesFrom(settings) is { Count: > 0 } differences)
        {
            throw EvalErrors.ResumeMismatch(plan.RunId, string.Join(", ", differences));
        }

        stored.ReadPlaced<TResult>((result, place) =>
        {
            _results.Restore(result, place);
            if (harness.IsFinal(result) || result.Outcome == Outcome.Error) _budget.Add(result);
        });
        return earlier with
        {
            InputPaths = harness.InputPaths,
            State = RunState.Running,
            EndedAt = null,
            Error = "",
            Resumed = earlier.Resumed + 1,
            EvidenceSha256 = RunManifest.NoHashes,
        };
    }

    /// <summary>Runs the open cases.</summary>
    /// <returns>Why the run stopped before the last of them; empty when it did not.</returns>
    private async Task<string> RunCasesAsync(RunManifest manifest, CancellationToken cancellationToken)
    {
        WriteTable(_results.Of(_cases.Select(one => one.Key).Where(_results.KeepsRows)));
        CaseKey[] kept = [.. _cases.Select(one => one.Key).Where(_results.IsFinal)];
        foreach (TResult earlier in _results.Of(kept)) await sink.EmitAsync(earlier, cancellationToken);

        HashSet<CaseKey> closed = [.. kept];
        var stop = new RunStop();
        _estimate.Begin(_cases.Count - closed.Count);
        using var throttle = new AdaptiveThrottle(
            _options.OwnThrottleLimit, _options.Pressure, services.Time, _watch.AsksIfBusy, sink.Verbose);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.OwnThrottleLimit, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(_cases.Where(one => !closed.Contains(one.Key)), parallel, async (planned, token) =>
        {
            using IDisposable place = await throttle.EnterAsync(token);
            stop.At(_budget.TryStart());
            if (stop.Reason.Length > 0) await SkipAsync(manifest, planned, stop.Reason, token);
            else await RunCaseAsync(manifest, planned, stop, token);
        });
        stop.Tell(manifest.RunId, _cases.Count - _finished, _cases.Count, sink);
        return stop.Reason;
    }

    private async Task RunCaseAsync(RunManifest manifest, PlannedCase<TCase> planned, RunStop stop, CancellationToken cancellationToken)
    {
        try
        {
            TResult? earlier = _results.Find(planned.Key);
            int attempt = AttemptAfter(earlier);
            TResult result = _quiet.Of(await harness.RunAsync(ContextOf(manifest, planned, earlier, attempt), cancellationToken));
            result = (TResult)result.Tried(attempt);
            await _results.AddAsync(result);
            _budget.Add(result);
            stop.After(result);
            if (!harness.AddsRowsItself) AddRows(result);
            await ShowAsync(manifest, planned.Name, result, cancellationToken);
        }
        finally
        {
            _budget.End();
        }
    }

    /// <summary>Records that a case was not run. A case that has a result, such as an error to be tried again, keeps it.</summary>
    private async Task SkipAsync(RunManifest manifest, PlannedCase<TCase> planned, string reason, CancellationToken cancellationToken)
    {
        TResult? earlier = _results.Find(planned.Key);
        if (earlier is not null && earlier.Outcome != Outcome.Skipped)
        {
            await sink.EmitAsync(earlier, cancellationToken);
            return;
        }

        TResult skipped = harness.Skip(ContextOf(manifest, planned, null, attempt: 1), $"The run was stopped: {reason}.");
        await _results.AddAsync(skipped);
        AddRows(skipped);
        await sink.EmitAsync(skipped, cancellationToken);
    }

    /// <summary>Returns the number of the next attempt. What was begun and not ended is the same attempt.</summary>
    private static int AttemptAfter(TResult? earlier) =>
        earlier is null ? 1 : Math.Max(1, earlier.Attempts + (earlier.Outcome == Outcome.Error ? 1 : 0));

    private CaseContext<TCase, TResult> ContextOf(
        RunManifest manifest, PlannedCase<TCase> planned, TResult? earlier, int attempt) => new(
        planned with { Attempt = attempt },
        earlier,
        manifest,
        run.Files,
        state => _results.AddAsync((TResult)_quiet.Of(state).Tried(attempt)),
        _table.Append,
        current => sink.Progress(ProgressOf(manifest, _finished, current)),
        index,
        sink,
        _watch);

    private void AddRows(TResult result)
    {
        foreach (IReadOnlyList<string> row in harness.Table.RowsOf(result)) _table.Append(row);
    }

    private void WriteTable(IEnumerable<TResult> results) => _table.Replace(results.SelectMany(harness.Table.RowsOf));

    private async Task ShowAsync(RunManifest manifest, string name, TResult result, CancellationToken cancellationToken)
    {
        int finished = Interlocked.Increment(ref _finished);
        _estimate.End(result.CostUsd);
        sink.Progress(ProgressOf(manifest, finished, $"{name} {result.Outcome}"));
        if (result.Outcome == Outcome.Error)
        {
            string log = run.Files.PathOf(result.GetEvidencePath());
            string advice = $"Look into {log}, then resume the run '{manifest.RunId}' and have its errors tried again.";
            EvalException failed = EvalErrors.CaseFailed(name, result.ToString()!, advice);
            sink.Error(RunError.Of(failed, name));
        }

        await sink.EmitAsync(result, cancellationToken);
    }

    private RunProgress ProgressOf(RunManifest manifest, int finished, string current) => _estimate.AddTo(_results.Counts.AddTo(
        new RunProgress($"{harness.Kind.Name} {manifest.RunId}", finished, _cases.Count, current, null)));

    /// <summary>Writes table and summary and seals the run; the state is recorded even when nothing else can be written.</summary>
    private RunFigures End(RunManifest manifest)
    {
        IReadOnlyCollection<TResult> results = InOrder();
        try
        {
            manifest = RunOrigin.WithModels(manifest, results, run.Files.Redactor);
            WriteTable(results);
            run.Files.Write(RunFolder.SummaryName, harness.Kind.Summarize(manifest, results, services.Distributions).ToFile());
            foreach (string warning in harness.FindWarnings(results)) sink.Warning(warning);
        }
        catch
        {
            run.Write(manifest);
            index.Save(manifest, run.Files.Path, RunFigures.Of(results));
            throw;
        }

        run.Seal(manifest);
        var figures = RunFigures.Of(results);
        LatencyDoubt.Tell(figures, manifest.Provider, sink);
        index.Save(manifest, run.Files.Path, figures);
        return figures;
    }

    private IReadOnlyCollection<TResult> InOrder() => _results.Of(_cases.Select(one => one.Key));
}
