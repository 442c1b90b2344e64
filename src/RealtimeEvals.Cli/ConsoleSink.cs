using RealtimeEvals.Messages;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.Cli;

/// <summary>
/// Collects the results and writes everything else to standard error. Progress is written only to a terminal that can
/// go back to the start of a line.
/// </summary>
/// <param name="verb">The verb that is running, for its messages.</param>
internal sealed class ConsoleSink(string verb) : IRunSink
{
    private readonly Lock _gate = new();
    private readonly List<object> _items = [];
    private readonly bool _showsProgress = Terminal.Error.IsTerminal && !ServiceEnvironment.IsDumbTerminal;
    private RunProgress? _newest;
    private int _shown;

    /// <summary>Whether nothing is done that would have to be confirmed.</summary>
    public bool OnlyPlans { get; init; }

    /// <summary>The plan of the run; null where none was made.</summary>
    public RunPlan? Plan => Items.OfType<RunPlan>().LastOrDefault();

    /// <summary>The collected results, in the order in which they were emitted.</summary>
    public IReadOnlyList<object> Items
    {
        get
        {
            lock (_gate) return [.. _items];
        }
    }

    public ValueTask EmitAsync(object item, CancellationToken cancellationToken)
    {
        lock (_gate) _items.Add(item);
        return ValueTask.CompletedTask;
    }

    public void Verbose(string text) => Write(text);

    public void Warning(string text) => Write($"warning: {text}");

    public void Error(RunError error) => Write($"[{verb}] {error.Message}");

    public Task<bool> ConfirmAsync(string target, string action, CancellationToken cancellationToken)
    {
        if (!OnlyPlans) Write(action);
        return Task.FromResult(!OnlyPlans);
    }

    public void Progress(RunProgress progress)
    {
        if (!_showsProgress) return;
        string line = VisibleText.Of($"  {progress.Status} {progress.Current}");
        lock (_gate)
        {
            // Cases that finish at the same time may report in any order.
            if (_newest is not null && _newest.Activity == progress.Activity && _newest.Completed > progress.Completed) return;
            _newest = progress;
            Terminal.Error.Open().Write("\r" + line.PadRight(_shown));
            _shown = line.Length;
        }
    }

    /// <summary>Removes the progress line.</summary>
    public void EndProgress()
    {
        lock (_gate) EraseProgress();
    }

    private void Write(string line)
    {
        lock (_gate)
        {
            EraseProgress();
            Terminal.Error.Open().WriteLine(VisibleText.Lines(line));
        }
    }

    private void EraseProgress()
    {
        if (_shown == 0) return;
        Terminal.Error.Open().Write("\r" + new string(' ', _shown) + "\r");
        _shown = 0;
    }
}
