using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using RealtimeEvals.Dashboard.Hosting;
using RealtimeEvals.Harness;
using RealtimeEvals.Harness.Interviews;
using RealtimeEvals.Model;
using RealtimeEvals.Pages;
using RealtimeEvals.Runs.Stores;

namespace RealtimeEvals.Dashboard.Runs;

/// <summary>
/// Starts runs of interviews in this process, and ends them with it. They are runs as any other: what is finished stays, and what is not
/// can be resumed, here or elsewhere.
/// </summary>
/// <param name="options">The options of the dashboard.</param>
/// <param name="services">The services of the operations.</param>
/// <param name="book">The runs of the store.</param>
/// <param name="pages">Makes HTML of lines.</param>
internal sealed class RunHost(DashboardOptions options, EvalServices services, RunBook book, LinePages pages) : IAsyncDisposable
{
    private const int Most = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private readonly ConcurrentDictionary<string, LiveRun> _live = new(StringComparer.Ordinal);
    private int _held;

    /// <summary>Returns what a run would be, and what it is estimated to cost. Nothing is run and nobody is asked.</summary>
    /// <exception cref="EvalException"><c>InvalidSetting</c>, <c>ApiKeyMissing</c> and others: all that is wrong.</exception>
    public async Task<(RunPlan Plan, IReadOnlyList<string> Warnings)> PlanAsync(StartRequest request, CancellationToken cancellationToken)
    {
        var sink = new PlanSink();
        BenchmarkOptions plan = request.ToOptions(options, options.Target(), NameOf(request));
        await new BenchmarkOperation(services).RunAsync(plan, sink, cancellationToken);
        return RunStores.IsRun(sink.Plan!.RunPath)
            ? throw EvalErrors.InvalidSetting([$"There is a run '{request.RunName}' already; give another name, or none."])
            : (sink.Plan, sink.Warnings);
    }

    /// <summary>Starts a run, and returns it once the store lists it.</summary>
    /// <exception cref="EvalException">The run could not be started; see the error id.</exception>
    /// <exception cref="RefusedException">Too many runs are in progress.</exception>
    public Task<RunEntry> StartAsync(StartRequest request) =>
        StartAsync(request.ToOptions(options, options.Target(), NameOf(request)));

    /// <summary>Lets a run of interviews go on that was stopped or interrupted.</summary>
    /// <exception cref="EvalException"><c>ResumeMismatch</c>, <c>RunInUse</c> and others: the run could not be resumed.</exception>
    /// <exception cref="RefusedException">Too many runs are in progress.</exception>
    public Task<RunEntry> ResumeAsync(RunEntry entry) =>
        StartAsync(InterviewResume.OptionsOf(entry.RunPath, options.Target(), options.SpeechCachePath));

    /// <summary>Ends a run of this process; what is finished has been kept. Ending it twice is the same as once.</summary>
    /// <returns>Whether the run is one of this process.</returns>
    public async Task<bool> EndAsync(RunEntry entry)
    {
        if (!_live.TryGetValue(entry.RunPath, out LiveRun? live)) return false;
        await live.Stop.CancelAsync();
        try
        {
            await live.Done.WaitAsync(Patience, services.Time);
        }
        catch (TimeoutException)
        {
            throw new RefusedException(StatusCodes.Status503ServiceUnavailable, "The run has been told to end, and has not ended yet.");
        }

        return true;
    }

    /// <summary>Whether a run is one of this process.</summary>
    public bool IsOurs(RunEntry entry) => _live.ContainsKey(entry.RunPath);

    /// <summary>Returns the events of a run of this process; null for another one.</summary>
    public RunFeed? FindFeed(RunEntry entry) => _live.TryGetValue(entry.RunPath, out LiveRun? live) ? live.Feed : null;

    /// <summary>Ends all runs. What they have finished is on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        LiveRun[] runs = [.. _live.Values];
        foreach (LiveRun live in runs) await live.Stop.CancelAsync();
        try
        {
            await Task.WhenAll(runs.Select(live => live.Done)).WaitAsync(Patience, services.Time);
        }
        catch (TimeoutException)
        {
            // A run that does not end is interrupted, and can be resumed.
        }
    }

    private string NameOf(StartRequest request)
    {
        if (request.RunName.Length > 0) return request.RunName;
        string chance = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(2));
        return services.Time.GetUtcNow().ToString("yyyyMMdd_HHmmss", CultureInfo.InvariantCulture) + $"_{chance}";
    }

    private async Task<RunEntry> StartAsync(BenchmarkOptions run)
    {
        if (Interlocked.Increment(ref _held) > Most)
        {
            Interlocked.Decrement(ref _held);
            throw new RefusedException(
                StatusCodes.Status429TooManyRequests,
                FormattableString.Invariant($"{Most} runs are in progress; end one, or wait until one has ended."));
        }

        var feed = new RunFeed();
        var sink = new FeedSink(feed, pages);
        string path = Path.Combine(run.ResultsPath, run.RunName);
        var stop = new CancellationTokenSource();
        var live = new LiveRun(feed, stop, RunAsync(run, sink, feed, stop.Token));
        if (await Task.WhenAny(sink.Begun, live.Done) == live.Done && !sink.Begun.IsCompleted)
        {
            Interlocked.Decrement(ref _held);
            throw await live.Done ?? EvalErrors.RunNotListed(run.RunName, options.StorePath, []);
        }

        _live[path] = live;
        _ = ForgetAsync(path, live);
        return book.FindByPath(path) ?? throw EvalErrors.RunNotListed(run.RunName, options.StorePath, []);
    }

    /// <summary>Runs to the end, whatever it is, and returns what went wrong.</summary>
    private async Task<Exception?> RunAsync(BenchmarkOptions run, FeedSink sink, RunFeed feed, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Exception? failure = null;
        try
        {
            await new BenchmarkOperation(services).RunAsync(run, sink, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The user ended it; the run says so itself.
        }
        catch (Exception exception)
        {
            failure = exception is EvalException ? exception : EvalErrors.Unexpected(exception);
        }

        feed.Add(FeedEvent.End, new JsonObject { ["message"] = failure is null ? null : run.Target.Redactor.Redact(failure.Message) });
        return failure;
    }

    private async Task ForgetAsync(string path, LiveRun live)
    {
        await live.Done;
        Interlocked.Decrement(ref _held);
        _live.TryRemove(KeyValuePair.Create(path, live));
    }
}
