using System.Text.Json;
using RealtimeEvals.Datasets.Refusals;
using RealtimeEvals.Harness.Refusals;
using RealtimeEvals.TextModels;

namespace RealtimeEvals.Adapters;

/// <summary>
/// Hosted evals, in which the service runs and grades all rows at once. The set is uploaded, an eval and a run are created, the run is
/// polled until it ends, its items are fetched, and everything created is deleted again.
/// </summary>
internal sealed class HostedEvals : IRowSource
{
    /// <summary>The states of a run in progress. An unknown state counts as an unsuccessful end.</summary>
    private static readonly string[] OpenStates = ["queued", "in_progress", HostedRun.UnknownStatus];

    /// <summary>The time limit of each cleanup request. Together they end before a stopped program has to.</summary>
    private static readonly TimeSpan CleanUpLimit = TimeSpan.FromSeconds(8);

    private readonly HostedRequests _requests;
    private readonly RefusalOptions _options;
    private readonly RefusalDataset _dataset;
    private readonly string _instructions;
    private readonly Action<string> _warn;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private Task<IReadOnlyDictionary<string, RowAnswer>>? _answers;
    private HostedRun _run = HostedRun.None;

    public HostedEvals(RefusalOptions options, RefusalDataset dataset, string instructions, Action<string> warn, TimeProvider time)
    {
        _requests = new HostedRequests(options, time);
        _options = options;
        _dataset = dataset;
        _instructions = instructions;
        _warn = warn;
        _time = time;
    }

    public HostedRun? Hosted => _run;

    /// <summary>Uploads the set, which costs nothing and shows whether the service accepts requests.</summary>
    public async Task ProbeAsync(CancellationToken cancellationToken) =>
        _run = _run with { FileId = IdOf(await _requests.UploadAsync(_dataset, cancellationToken), "file") };

    public async Task<RowAnswer> AnswerAsync(RowRequest request, CancellationToken cancellationToken)
    {
        // The first row starts the run for all rows.
        lock (_gate) _answers ??= RunAsync(cancellationToken);
        IReadOnlyDictionary<string, RowAnswer> answers = await _answers.WaitAsync(cancellationToken);
        return answers.GetValueOrDefault(request.Row.Prompt) ?? throw new TextModelException("the hosted run has no item for this row.");
    }

    /// <summary>Waits until a stopped run has been deleted at the service, which has its own time limits.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_answers is not null) await Task.WhenAny(_answers);
        else await CleanUpAsync();
        _requests.Dispose();
    }

    private async Task<IReadOnlyDictionary<string, RowAnswer>> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            _run = _run with
            {
                EvalId = IdOf(
                    await _requests.PostAsync("evals", HostedBodies.Eval(_options, _time.GetUtcNow()), cancellationToken), "eval"),
            };
            JsonElement created = await _requests.PostAsync(
                $"evals/{_run.EvalId}/runs",
                HostedBodies.Run(_options, _instructions, _run.FileId, _time.GetUtcNow()),
                cancellationToken);
            _run = Read(created) with { RunId = IdOf(created, "run") };
            await WaitAsync(cancellationToken);
            return await FetchAsync(cancellationToken);
        }
        finally
        {
            await CleanUpAsync();
        }
    }

    /// <summary>Polls the run until it ends. The status in the reply that created the run is not relied on.</summary>
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        long started = _time.GetTimestamp();
        while (true)
        {
            _run = Read(await _requests.GetAsync($"evals/{_run.EvalId}/runs/{_run.RunId}", cancellationToken));
            if (!OpenStates.Contains(_run.Status, StringComparer.Ordinal)) break;
            if (_time.GetElapsedTime(started) + _options.PollInterval > _options.MaximumWait)
            {
                throw new TextModelException(FormattableString.Invariant(
                    $"the hosted run did not end within {_options.MaximumWait.TotalSeconds} s; it is '{_run.Status}'."));
            }

            await Task.Delay(_options.PollInterval, _time, cancellationToken);
        }

        if (_run.Status is not ("completed" or "succeeded")) throw new TextModelException($"the hosted run ended as '{_run.Status}'.");
    }

    private async Task<IReadOnlyDictionary<string, RowAnswer>> FetchAsync(CancellationToken cancellationToken)
    {
        var answers = new Dictionary<string, RowAnswer>(StringComparer.Ordinal);
        string after = "";
        do
        {
            string cursor = after.Length > 0 ? $"&after={Uri.EscapeDataString(after)}" : "";
            JsonElement page = await _requests.GetAsync(
                $"evals/{_run.EvalId}/runs/{_run.RunId}/output_items?limit=100{cursor}", cancellationToken);
            HostedItems items = HostedItems.Read(page);
            foreach ((string prompt, RowAnswer answer) in items.Answers)
            {
                if (!answers.TryAdd(prompt, answer)) throw new TextModelException("the hosted run has two items for one row.");
            }

            // Guards against a service that returns pages without end.
            if (answers.Count > _dataset.Cases.Count) throw new TextModelException("the hosted run has more items than the set has rows.");
            if (items.Next.Length > 0 && items.Answers.Count == 0)
            {
                throw new TextModelException("the hosted run has a page without items that is not the last.");
            }

            after = items.Next;
        }
        while (after.Length > 0);
        return answers;
    }

    /// <summary>Deletes what was created, starting with a run that still costs money. A failure does not affect the evidence.</summary>
    private async Task CleanUpAsync()
    {
        if (_run.RunId.Length > 0 && OpenStates.Contains(_run.Status, StringComparer.Ordinal))
        {
            await TryAsync($"run {_run.RunId}", token => _requests.PostAsync($"evals/{_run.EvalId}/runs/{_run.RunId}", null, token));
        }

        if (_run.EvalId.Length > 0) await TryAsync($"eval {_run.EvalId}", token => _requests.DeleteAsync($"evals/{_run.EvalId}", token));
        if (_run.FileId.Length > 0) await TryAsync($"file {_run.FileId}", token => _requests.DeleteAsync($"files/{_run.FileId}", token));
    }

    private async Task TryAsync(string what, Func<CancellationToken, Task> action)
    {
        using var limit = new CancellationTokenSource(CleanUpLimit, _time);
        try
        {
            await action(limit.Token);
        }
        catch (Exception exception) when (exception is TextModelException or OperationCanceledException)
        {
            _warn($"The {what} was left behind at the service: {exception.Message}");
        }
    }

    private HostedRun Read(JsonElement reply) => _run with
    {
        Status = Text(reply, "status") is string status && !string.IsNullOrWhiteSpace(status) ? status : HostedRun.UnknownStatus,
        ReportUrl = Text(reply, "report_url") is { Length: > 0 } url ? url : _run.ReportUrl,
        Counts = reply.TryGetProperty("result_counts", out JsonElement counts) ? counts : null,
    };

    /// <summary>Returns the id in a reply; without it the next request would have no valid address.</summary>
    private static string IdOf(JsonElement reply, string what) => Text(reply, "id") is { Length: > 0 } id
        ? id
        : throw new TextModelException($"the service gave no id for the {what}.");

    private static string Text(JsonElement json, string name) =>
        !json.TryGetProperty(name, out JsonElement value) ? "" : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
}
