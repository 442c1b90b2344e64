using RealtimeEvals.Model;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>Keeps turns out of the pipeline, where objects of one kind can be filtered, sorted and exported together.</summary>
internal sealed class WithoutTurns(IRunSink sink) : IRunSink
{
    public ValueTask EmitAsync(object item, CancellationToken cancellationToken) => item is TurnResult ? ValueTask.CompletedTask : sink.EmitAsync(item, cancellationToken);

    public void Verbose(string text) => sink.Verbose(text);

    public void Warning(string text) => sink.Warning(text);

    public void Progress(RunProgress progress) => sink.Progress(progress);

    public void Error(RunError error) => sink.Error(error);

    public Task<bool> ConfirmAsync(string target, string action, CancellationToken cancellationToken) => sink.ConfirmAsync(target, action, cancellationToken);
}
