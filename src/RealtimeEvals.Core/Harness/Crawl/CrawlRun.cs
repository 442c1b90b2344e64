using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using RealtimeEvals.Datasets;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Runs;

namespace RealtimeEvals.Harness.Crawl;

/// <summary>One crawl run in its folder: begun or resumed, its cases in parallel, and ended so that it can be read whatever ended it.</summary>
internal sealed class CrawlRun(EvalServices services, CrawlOptions options, CrawlInputs inputs, RunFolder folder, IRunSink sink)
{
    private readonly ConcurrentDictionary<string, CrawlResult> _results = new(StringComparer.Ordinal);
    private readonly LiveTable<CrawlResult> _table = new(folder, services.Tables, CrawlTable.Columns);

    public async Task ExecuteAsync(CrawlPlan plan, CancellationToken cancellationToken)
    {
        RunManifest manifest = Begin(plan);
        using Journal<CrawlResult> journal = Journal<CrawlResult>.Open(folder.PathOf(Journal<CrawlResult>.FileName));
        foreach (CrawlResult earlier in journal.Entries.Where(entry => entry.Outcome is Outcome.Pass or Outcome.Fail))
            _results[earlier.CaseId] = earlier with { RunPath = folder.Path };
        RunState state = RunState.Failed;
        string error = "";
        try
        {
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
    private RunManifest Begin(CrawlPlan plan)
    {
        JsonObject settings = CrawlSettings.Of(options);
        RunManifest? earlier = options.Resume ? folder.ReadManifest() : null;
        if (earlier is not null && earlier.DifferencesFrom(settings) is { Count: > 0 } differences)
            throw EvalErrors.ResumeMismatch(plan.RunId, string.Join(", ", differences));
        RunManifest manifest = earlier is null
            ? new RunManifest { RunId = plan.RunId, Harness = "crawl", Provider = plan.Provider, Settings = settings, Planned = plan.Planned, StartedAt = services.Time.GetUtcNow() }
            : earlier with { State = RunState.Running, EndedAt = null, Error = "", Resumed = earlier.Resumed + 1 };
        folder.Write(manifest);
        return manifest;
    }

    /// <summary>Opens one session before anything is spent, so that a wrong address, key or model is one error and not one for each case.</summary>
    private async Task<RunManifest> ProbeAsync(RunManifest manifest, CancellationToken cancellationToken)
    {
        var connect = new ConnectOptions(options.Target, options.Model) { ClientRequestId = "probe" };
        var retry = new ConnectRetry(options.RetryLimit, options.Seed, services.Time);
        try
        {
            await using RealtimeSession session = await retry.OpenAsync(
                _ => RealtimeSession.OpenAsync(connect, options.Limits, services.Time, NoEventLog.Instance, cancellationToken),
                (exception, wait) => sink.Warning(Redact(FormattableString.Invariant($"{exception.Message} Trying again in {wait.TotalSeconds:0.0} s, for at most {options.RetryLimit.TotalSeconds:0} s in all."))),
                cancellationToken);
            return manifest with { ResolvedModel = session.Model, Provider = session.IsSandbox ? ServiceTarget.SandboxProvider : manifest.Provider };
        }
        catch (RealtimeException exception)
        {
            throw EvalErrors.EndpointUnavailable(options.Target.Realtime, exception.Stage, Redact(exception.Message));
        }
    }

    private async Task RunCasesAsync(RunManifest manifest, Journal<CrawlResult> journal, CancellationToken cancellationToken)
    {
        CrawlResult[] kept = [.. InOrder()];
        _table.Replace(kept);
        foreach (CrawlResult earlier in kept) await sink.EmitAsync(earlier, cancellationToken);

        var runner = new CrawlCaseRunner(services, options, inputs, folder, manifest.RunId, manifest.Provider);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ThrottleLimit, CancellationToken = cancellationToken };
        CrawlCase[] open = [.. inputs.Cases.Where(item => !_results.ContainsKey(item.Id))];
        await Parallel.ForEachAsync(open, parallel, async (item, token) =>
        {
            CrawlResult result = await runner.RunAsync(item, sink, token);
            journal.Append(result);
            _table.Append(result);
            _results[item.Id] = result;
            await ShowAsync(result, token);
        });
    }

    private async Task ShowAsync(CrawlResult result, CancellationToken cancellationToken)
    {
        decimal? cost = _results.Values.Any(one => one.CostUsd is null) ? null : _results.Values.Sum(one => one.CostUsd);
        sink.Progress(new RunProgress($"Crawl {result.RunId}", _results.Count, inputs.Cases.Count, $"{result.CaseId} {result.Outcome}", cost));
        if (result.Outcome == Outcome.Error)
        {
            string log = Path.Combine(result.RunPath, result.EventLogPath);
            sink.Error(new RunError("CaseFailed", ErrorKind.Connection, result.CaseId, result.ToString(), $"Look into {log}, then resume the run '{result.RunId}'."));
        }

        await sink.EmitAsync(result, cancellationToken);
    }

    private void End(RunManifest manifest)
    {
        CrawlResult[] results = [.. InOrder()];
        _table.Replace(results);
        folder.Write("summary.json", CrawlSummary.ToJson(options, manifest, results));
        folder.Write(manifest);
    }

    private IEnumerable<CrawlResult> InOrder() => inputs.Cases.Select(item => _results.GetValueOrDefault(item.Id)).OfType<CrawlResult>();

    private string Redact(string message) => options.Target.Key?.Redact(message) ?? message;
}
