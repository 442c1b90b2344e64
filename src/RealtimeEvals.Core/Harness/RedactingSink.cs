using RealtimeEvals.Model;
using RealtimeEvals.Runs;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Harness;

/// <summary>Forwards the output of an operation without secrets.</summary>
internal sealed class RedactingSink(IRunSink sink, Redactor redactor) : IRunSink
{
    private readonly RedactedResults _results = new(redactor);

    public ValueTask EmitAsync(object item, CancellationToken cancellationToken) =>
        sink.EmitAsync(item is ICaseResult or TurnResult ? _results.Of(item) : item, cancellationToken);

    public void Verbose(string text) => sink.Verbose(redactor.Redact(text));

    public void Warning(string text) => sink.Warning(redactor.Redact(text));

    public void Progress(RunProgress progress) => sink.Progress(progress with { Current = redactor.Redact(progress.Current) });

    public void Error(RunError error) =>
        sink.Error(error with { Message = redactor.Redact(error.Message), RecommendedAction = redactor.Redact(error.RecommendedAction) });

    public Task<bool> ConfirmAsync(string target, string action, CancellationToken cancellationToken) =>
        sink.ConfirmAsync(target, redactor.Redact(action), cancellationToken);
}
