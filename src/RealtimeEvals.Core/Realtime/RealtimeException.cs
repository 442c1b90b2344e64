using RealtimeEvals.Secrets;

namespace RealtimeEvals.Realtime;

/// <summary>A session or a turn failed.</summary>
/// <param name="stage">One of the values of <see cref="FailureStage"/>.</param>
/// <param name="message">What happened, with the server's own words where it sent some.</param>
/// <param name="inner">The cause, if there is one.</param>
internal sealed class RealtimeException(string stage, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Where it failed: one of the values of <see cref="FailureStage"/>.</summary>
    public string Stage { get; } = stage;

    /// <summary>The server's error code; empty when it sent none.</summary>
    public string Code { get; init; } = "";

    /// <summary>Whether a new connection may succeed: the host refused it, or asked for patience (HTTP 429, 502, 503, 504).</summary>
    public bool IsTransient { get; init; }

    /// <summary>How long the server asked to wait before the next attempt.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The same without secrets; what caused it is left out where it would tell one.</summary>
    internal RealtimeException Without(Redactor redactor) => !redactor.IsIn($"{this}\n{Code}") ? this : new(Stage, redactor.Redact(Message))
    {
        Code = redactor.Redact(Code), IsTransient = IsTransient, RetryAfter = RetryAfter,
    };
}
