using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.Speech;
using RealtimeEvals.TextModels;

namespace RealtimeEvals.Harness;

/// <summary>Why a case ended in Error.</summary>
/// <param name="Stage">One of the values of <see cref="FailureStage"/>.</param>
/// <param name="Type">The name of the exception, or the server's error code.</param>
/// <param name="Message">What happened.</param>
internal sealed record Failure(string Stage, string Type, string Message)
{
    /// <summary>
    /// Returns the failure of one case; null if the exception ends the whole run: a cancellation, or evidence that cannot be written.
    /// </summary>
    /// <param name="exception">The exception that was thrown.</param>
    /// <param name="cancellationToken">The token that the user cancels the run with.</param>
    /// <param name="otherwise">The stage for exceptions that do not have a stage of their own.</param>
    public static Failure? Of(
        Exception exception, CancellationToken cancellationToken, string otherwise = FailureStage.ExampleExecution) => exception switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => null,
        EvalException => null,
        RealtimeException realtime => new Failure(
            realtime.Stage, realtime.Code.Length > 0 ? realtime.Code : nameof(RealtimeException), realtime.Message),
        SpeechException speech => new Failure(
            FailureStage.Speech, FatalCode.Is(speech.Code) ? speech.Code : nameof(SpeechException), exception.Message),
        TextModelException model when FatalCode.Is(model.Code) => new Failure(otherwise, model.Code, exception.Message),
        _ => new Failure(otherwise, exception.GetType().Name, exception.Message),
    };
}
