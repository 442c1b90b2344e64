using System.Collections.Concurrent;
using RealtimeEvals.Model;

namespace RealtimeEvals.Harness.Refusals;

/// <summary>Forwards all output and collects the rows for the result of the whole run.</summary>
internal sealed class RefusalResultCollector(IRunSink sink) : IRunSink
{
    private readonly ConcurrentQueue<RefusalResult> _rows = new();

    /// <summary>The rows so far.</summary>
    public IReadOnlyList<RefusalResult> Rows => [.. _rows];

    /// <summary>Whether the run was only planned.</summary>
    public bool IsPlanned { get; private set; }

    public ValueTask EmitAsync(object item, CancellationToken cancellationToken)
    {
        if (item is RefusalResult row) _rows.Enqueue(row);
        IsPlanned |= item is RunPlan;
        return sink.EmitAsync(item, cancellationToken);
    }

    public void Verbose(string text) => sink.Verbose(text);

    public void Warning(string text) => sink.Warning(text);

    public void Progress(RunProgress progress) => sink.Progress(progress);

    public void Error(RunError error) => sink.Error(error);

    public Task<bool> ConfirmAsync(string target, string action, CancellationToken cancellationToken) =>
        sink.ConfirmAsync(target, action, cancellationToken);
}
