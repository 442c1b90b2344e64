using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Harness;

/// <summary>
/// Runs an operation that talks to a service and removes the secrets of that service from everything that it emits or throws.
/// </summary>
internal static class RedactedOperation
{
    /// <summary>Runs an operation with a result.</summary>
    /// <param name="target">The service; null for none.</param>
    /// <param name="sink">Takes the redacted output.</param>
    /// <param name="operation">The operation.</param>
    public static async Task<T> RunAsync<T>(ServiceTarget? target, IRunSink sink, Func<IRunSink, Task<T>> operation)
    {
        if (target is null) return await operation(sink);
        if (target is { Key.IsSecret: false, Provider: not ServiceTarget.SandboxProvider })
        {
            sink.Warning(
                FormattableString.Invariant($"The API key has fewer than {Redactor.ShortestSecret} characters. ")
                + "That is too short for a secret, so it is not taken out of evidence and messages.");
        }

        Redactor redactor = target.Redactor;
        try
        {
            return await operation(new RedactingSink(sink, redactor));
        }
        catch (Exception exception) when (exception is not OperationCanceledException && Tells(exception, redactor))
        {
            throw Redacted(exception as EvalException ?? EvalErrors.Unexpected(exception), redactor);
        }
    }

    /// <summary>Runs an operation without a result.</summary>
    /// <param name="target">The service; null for none.</param>
    /// <param name="sink">Takes the redacted output.</param>
    /// <param name="operation">The operation.</param>
    public static Task RunAsync(ServiceTarget? target, IRunSink sink, Func<IRunSink, Task> operation) =>
        RunAsync(target, sink, async quiet =>
        {
            await operation(quiet);
            return true;
        });

    private static bool Tells(Exception exception, Redactor redactor) =>
        redactor.IsIn(exception is EvalException told
            ? $"{told}\n{told.RecommendedAction}\n{told.Target}\n{string.Join('\n', told.Problems)}"
            : exception.ToString());

    /// <summary>Returns the error without its inner exception, which could contain the secret too.</summary>
    private static EvalException Redacted(EvalException told, Redactor redactor) => new(
        told.ErrorId,
        told.Kind,
        redactor.Redact(told.Message),
        redactor.Redact(told.RecommendedAction),
        told.Target is null ? null : redactor.Redact(told.Target))
    {
        Problems = [.. told.Problems.Select(problem => problem with { Found = redactor.Redact(problem.Found) })],
    };
}
