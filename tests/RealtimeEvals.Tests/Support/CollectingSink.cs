using System.Collections.Concurrent;
using RealtimeEvals.Model;

namespace RealtimeEvals.Tests.Support;

/// <summary>Keeps everything that an operation says.</summary>
public sealed class CollectingSink : IRunSink
{
    private readonly ConcurrentQueue<object> _items = new();

    public IReadOnlyList<CrawlResult> Results => [.. _items.OfType<CrawlResult>().OrderBy(result => result.CaseNumber)];

    public IReadOnlyList<object> Items => [.. _items];

    public ConcurrentQueue<string> Warnings { get; } = new();

    public ConcurrentQueue<string> Verboses { get; } = new();

    public ConcurrentQueue<RunError> Errors { get; } = new();

    public ConcurrentQueue<RunProgress> Reports { get; } = new();

    /// <summary>What ConfirmAsync answers.</summary>
    public bool Confirms { get; init; } = true;

    /// <summary>Called with each result as it is emitted.</summary>
    public Action<object>? OnEmit { get; init; }

    /// <summary>Called with each report of progress.</summary>
    public Action<RunProgress>? OnProgress { get; init; }

    public ValueTask EmitAsync(object item, CancellationToken cancellationToken)
    {
        _items.Enqueue(item);
        OnEmit?.Invoke(item);
        return ValueTask.CompletedTask;
    }

    public void Verbose(string text) => Verboses.Enqueue(text);

    public void Warning(string text) => Warnings.Enqueue(text);

    public void Progress(RunProgress progress)
    {
        Reports.Enqueue(progress);
        OnProgress?.Invoke(progress);
    }

    public void Error(RunError error) => Errors.Enqueue(error);

    public Task<bool> ConfirmAsync(string target, string action, CancellationToken cancellationToken) => Task.FromResult(Confirms);
}
