using RealtimeEvals.Model;

namespace RealtimeEvals.PowerShell.Pipeline;

/// <summary>
/// Keeps objects of one type out of the pipeline, because objects of a single type can be filtered, sorted and exported more easily.
/// </summary>
/// <typeparam name="T">The type that is not emitted.</typeparam>
internal sealed class FilteringSink<T>(IRunSink sink) : IRunSink
{
    public ValueTask EmitAsync(object item, CancellationToken cancellationToken) =>
        item is T ? ValueTask.CompletedTask : sink.EmitAsync(item, cancellationToken);

    public void Verbose(string text) => sink.Verbose(text);

    public void Warning(string text) => sink.Warning(text);

    public void Progress(RunProgress progress) => sink.Progress(progress);

    public void Error(RunError error) => sink.Error(error);

    public Task<bool> ConfirmAsync(string target, string action, CancellationToken cancellationToken) =>
        sink.ConfirmAsync(target, action, cancellationToken);
}
