using RealtimeEvals.Secrets;

namespace RealtimeEvals.Realtime;

/// <summary>Thrown when a session or a turn fails.</summary>
/// <param name="stage">One of the values of <see cref="FailureStage"/>.</param>
/// <param name="message">What happened, with the server's own message if it sent one.</param>
/// <param name="inner">The cause, if there is one.</param>
internal sealed class RealtimeException(string stage, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The stage of the failure: one of the values of <see cref="FailureStage"/>.</summary>
    public string Stage { get; } = stage;

    /// <summary>The server's error code; empty when it sent none.</summary>
    public string Code { get; init; } = "";

    /// <summary>Whether a retry may succeed: the host refused the connection, or answered HTTP 429, 502, 503 or 504.</summary>
    public bool IsTransient { get; init; }

    /// <summary>Whether the server refused because of its rate: HTTP 429.</summary>
    public bool IsRateLimited { get; init; }

    /// <summary>How long the server asked to wait before the next attempt; null when it did not.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Returns the same exception without secrets. The inner exception is dropped if it contains one.</summary>
    internal RealtimeException Without(Redactor redactor) => !redactor.IsIn($"{this}\n{Code}") ? this : new(Stage, redactor.Redact(Message))
    {
        Code = redactor.Redact(Code), IsTransient = IsTransient, IsRateLimited = IsRateLimited, RetryAfter = RetryAfter,
    };
}
