using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.TextModels;

/// <summary>A text model that answers one question.</summary>
public interface ITextModel
{
    /// <summary>Asks once; transient failures are retried.</summary>
    /// <returns>The answer; its text is empty if the model gave none.</returns>
    /// <exception cref="TextModelException">No answer came back.</exception>
    Task<TextAnswer> AskAsync(TextQuestion question, CancellationToken cancellationToken);
}

/// <summary>The address of a text model, and who is billed for it.</summary>
/// <param name="Target">The service.</param>
/// <param name="Terms">The retry settings.</param>
/// <param name="Model">The model, for endpoints that have it in their address.</param>
/// <param name="IsChat">Whether chat completions are used instead of the Responses endpoint.</param>
/// <param name="Organization">The organization to bill; empty for that of the key.</param>
/// <param name="Project">The project to bill; empty for that of the key.</param>
public sealed record TextModelAddress(
    ServiceTarget Target, RetryTerms Terms, string Model, bool IsChat = false, string Organization = "", string Project = "");

/// <summary>A question to a text model.</summary>
/// <param name="Model">The model.</param>
/// <param name="Instructions">The instructions of the model.</param>
/// <param name="Input">The input to which the instructions apply.</param>
/// <param name="Temperature">The temperature, 0 to 2; null for the default of the service.</param>
/// <param name="ClientRequestId">A request id of our own, which the service logs with its own (header X-Client-Request-Id).</param>
public sealed record TextQuestion(string Model, string Instructions, string Input, double? Temperature, string ClientRequestId)
{
    /// <summary>What the answer must look like; null for plain text.</summary>
    public AnswerSchema? Schema { get; init; }
}

/// <summary>The answer of a text model.</summary>
/// <param name="Text">The text of the answer; empty when there is none.</param>
/// <param name="Refusal">The refusal text when the model refused to answer; empty when it did not.</param>
/// <param name="Model">The model as the service reported it.</param>
/// <param name="ResponseId">The service's id of the answer.</param>
/// <param name="Usage">The tokens that the service reported.</param>
public sealed record TextAnswer(string Text, string Refusal, string Model, string ResponseId, TokenUsage Usage)
{
    /// <summary>Whether the sandbox answered, whatever address it has.</summary>
    public bool IsSandbox => Model.EndsWith(ServiceTarget.SandboxModelSuffix, StringComparison.Ordinal);
}

/// <summary>Thrown when no answer came back from a text model or from hosted evals.</summary>
/// <param name="message">What happened, in words that may appear in a result.</param>
/// <param name="inner">The cause, if there is one.</param>
public sealed class TextModelException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The error code of the service; empty when it sent none.</summary>
    public string Code { get; init; } = "";
}
