using RealtimeEvals.Model;

namespace RealtimeEvals.Grading.Judging;

/// <summary>A model that grades. Implementations return the raw answer without interpreting it.</summary>
public interface IJudge
{
    /// <summary>Asks once; transient failures are retried.</summary>
    /// <exception cref="JudgeException">No answer came back.</exception>
    Task<JudgeAnswer> AskAsync(JudgeQuestion question, CancellationToken cancellationToken);
}

/// <summary>One question to a judge.</summary>
/// <param name="Model">The judge's model.</param>
/// <param name="Instructions">The instructions, the same for all questions of a kind.</param>
/// <param name="Input">The criterion and the record to be judged.</param>
/// <param name="SchemaName">The name of the schema.</param>
/// <param name="Schema">The strict JSON schema of the answer.</param>
public sealed record JudgeQuestion(string Model, string Instructions, string Input, string SchemaName, string Schema)
{
    /// <summary>A request id of our own, which the service logs with its own (header X-Client-Request-Id).</summary>
    public string ClientRequestId { get; init; } = "";
}

/// <summary>The raw answer of a judge.</summary>
/// <param name="Text">The text of the answer; empty when there is none.</param>
/// <param name="Model">The model as the service reported it; empty when it did not.</param>
/// <param name="Usage">The tokens that the service reported.</param>
public sealed record JudgeAnswer(string Text, string Model, TokenUsage Usage);

/// <summary>Thrown when a judge gives no usable answer.</summary>
/// <param name="message">What happened.</param>
/// <param name="inner">The cause, if there is one.</param>
public sealed class JudgeException(string message, Exception? inner = null) : Exception(message, inner);
