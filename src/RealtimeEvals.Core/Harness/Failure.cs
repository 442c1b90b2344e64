using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;

namespace RealtimeEvals.Harness;

/// <summary>Why a case ended in Error.</summary>
/// <param name="Stage">One of the values of <see cref="FailureStage"/>.</param>
/// <param name="Type">The name of the exception, or the server's error code.</param>
/// <param name="Message">What happened.</param>
internal sealed record Failure(string Stage, string Type, string Message)
{
    /// <summary>The failure of one case; null for what ends the whole run: the user's stop, and evidence that cannot be written.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="cancellationToken">The user's stop.</param>
    /// <param name="otherwise">The stage of what has none of its own.</param>
    public static Failure? Of(
        Exception exception, CancellationToken cancellationToken, string otherwise = FailureStage.ExampleExecution) => exception switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        EvalException => null,
        RealtimeException realtime => new Failure(
            realtime.Stage, realtime.Code.Length > 0 ? realtime.Code : nameof(RealtimeException), realtime.Message),
        SpeechException => new Failure(FailureStage.Speech, nameof(SpeechException), exception.Message),
        _ => new Failure(otherwise, exception.GetType().Name, exception.Message),
    };
}
