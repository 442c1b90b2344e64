using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.SingleTurn;

/// <summary>One run in its folder: begun or resumed, its cases in parallel, and ended so that it can be read whatever ended it.</summary>
internal sealed class SingleTurnRun<TResult>(EvalServices services, ISingleTurnHarness<TResult> harness, RunFolder folder, IRunSink sink)
    where TResult : SingleTurnResult
{
    private const string SummaryName = "summary.json";

    private readonly SingleTurnOptions _options = harness.Options;
    private readonly ConcurrentDictionary<string, TResult> _results = new(StringComparer.Ordinal);
    private readonly LiveTable<TResult> _table = new(folder, services.Tables, harness.Columns);

    private int _finished;

    public async Task ExecuteAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        RunManifest manifest = Begin(plan);
        RunState state = RunState.Failed;
        string error = "";
        try
        {
            using Journal<TResult> journal = Journal<TResult>.Open(folder.PathOf(Journal<TResult>.FileName));
            foreach (TResult earlier in journal.Entries) _results[earlier.CaseId] = (TResult)((SingleTurnResult)earlier with { RunPath = folder.Path });
            manifest = await ProbeAsync(manifest, cancellationToken);
            folder.Write(manifest);
            await RunCasesAsync(manifest, journal, cancellationToken);
            state = RunState.Completed;
        }
        catch (OperationCanceledException)
        {
            state = RunState.Cancelled;
            throw;
        }
        catch (Exception exception)
        {
            error = Redact(exception.Message);
            throw;
        }
        finally
        {
            End(manifest with { State = state, Error = error, Finished = _results.Count, EndedAt = services.Time.GetUtcNow() });
        }
    }

    /// <summary>Writes the manifest of a new run, or takes up that of a resumed one when its settings are the same.</summary>
    private RunManifest Begin(RunPlan plan)
    {
        JsonObject settings = SingleTurnSettings.Of(harness);
        RunManifest? earlier = _options.Resume ? ReadManifest() : null;
        if (earlier is not null && earlier.DifferencesFrom(settings) is { Count: > 0 } differences)
            throw EvalErrors.ResumeMismatch(plan.RunId, string.Join(", ", differences));
        RunManifest manifest = earlier is null
            ? new RunManifest { RunId = plan.RunId, Harness = plan.Harness, Provider = plan.Provider, Settings = settings, Planned = plan.Planned, StartedAt = services.Time.GetUtcNow() }
            : earlier with { State = RunState.Running, EndedAt = null, Error = "", Resumed = earlier.Resumed + 1 };
        File.Delete(folder.PathOf(SummaryName));
        folder.Write(manifest);
        return manifest;
    }

    /// <summary>The manifest of the run that is resumed; null when there is no such run. One that cannot be read must not pass for none.</summary>
    private RunManifest? ReadManifest()
    {
        if (!folder.HasManifest) return null;
        return folder.ReadManifest() ?? throw EvalErrors.InvalidInput([new DataProblem(folder.Path, null, "run.json", "content that cannot be read", "the manifest of the run that is to be resumed")]);
    }

    /// <summary>Opens one session before anything is spent, so that a wrong address, key, model, voice or format is one error and not one for each case.</summary>
    private async Task<RunManifest> ProbeAsync(RunManifest manifest, CancellationToken cancellationToken)
    {
        var connect = new ConnectOptions(_options.Target, _options.Model) { ClientRequestId = "probe" };
        var retry = new ConnectRetry(_options.RetryLimit, _options.Seed, services.Time);
        try
        {
            await using RealtimeSession session = await retry.OpenAsync(
                _ => RealtimeSession.OpenAsync(connect, _options.Limits, services.Time, NoEventLog.Instance, cancellationToken),
                (exception, wait) => sink.Warning(Redact(FormattableString.Invariant($"{exception.Message} Trying again in {wait.TotalSeconds:0.0} s, for at most {_options.RetryLimit.TotalSeconds:0} s in all."))),
                cancellationToken);
            await session.ConfigureAsync(CaseRunner<TResult>.SessionOf(harness), cancellationToken);
            if (manifest.ResolvedModel.Length > 0 && session.Model != manifest.ResolvedModel) throw EvalErrors.ResumeMismatch(manifest.RunId, "the model as the service names it");
            return manifest with { ResolvedModel = session.Model, Provider = session.IsSandbox ? ServiceTarget.SandboxProvider : manifest.Provider };
        }
        catch (RealtimeException exception)
        {
            throw EvalErrors.EndpointUnavailable(_options.Target.Realtime, exception.Stage, Redact(exception.Message));
        }
    }

    private async Task RunCasesAsync(RunManifest manifest, Journal<TResult> journal, CancellationToken cancellationToken)
    {
        // What has no verdict yet keeps its row until a new one takes its place.
        TResult[] kept = [.. InOrder().Where(result => result.Outcome is Outcome.Pass or Outcome.Fail)];
        _finished = kept.Length;
        _table.Replace(kept);
        foreach (TResult earlier in kept) await sink.EmitAsync(earlier, cancellationToken);

        var runner = new CaseRunner<TResult>(services, harness, folder, manifest.RunId, manifest.Provider);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.ThrottleLimit, CancellationToken = cancellationToken };
        TurnCase[] open = [.. harness.Cases.ExceptBy(kept.Select(result => result.CaseId), item => item.Id, StringComparer.Ordinal)];
        await Parallel.ForEachAsync(open, parallel, async (item, token) =>
        {
            TResult result = await runner.RunAsync(item, sink, token);
            journal.Append(result);
            _table.Append(result);
            _results[item.Id] = result;
            await ShowAsync(result, token);
        });
    }

    private async Task ShowAsync(TResult result, CancellationToken cancellationToken)
    {
        decimal? cost = _results.Values.Any(one => one.CostUsd is null) ? null : _results.Values.Sum(one => one.CostUsd);
        sink.Progress(new RunProgress($"{harness.Name} {result.RunId}", Interlocked.Increment(ref _finished), harness.Cases.Count, $"{result.CaseId} {result.Outcome}", cost));
        if (result.Outcome == Outcome.Error)
        {
            string log = Path.Combine(result.RunPath, result.EventLogPath);
            sink.Error(RunError.Of(EvalErrors.CaseFailed(result.CaseId, result.ToString(), $"Look into {log}, then resume the run '{result.RunId}'."), result.CaseId));
        }

        await sink.EmitAsync(result, cancellationToken);
    }

    private void End(RunManifest manifest)
    {
        try
        {
            TResult[] results = [.. InOrder()];
            _table.Replace(results);
            folder.Write(SummaryName, SingleTurnSummary.ToJson(harness, manifest, results));
        }
        finally
        {
            // The state is told even where nothing else can be written any more.
            folder.Write(manifest);
        }
    }

    private IEnumerable<TResult> InOrder() => harness.Cases.Select(item => _results.GetValueOrDefault(item.Id)).OfType<TResult>();

    private string Redact(string message) => _options.Target.Key?.Redact(message) ?? message;
}
