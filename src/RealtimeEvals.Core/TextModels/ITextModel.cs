using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.TextModels;

/// <summary>A text model that answers one question.</summary>
public interface ITextModel
{
    /// <summary>Asks once; a refusal of the service that may pass is tried again.</summary>
    /// <returns>The answer; its text is empty where the model gave none.</returns>
    /// <exception cref="TextModelException">No answer came back.</exception>
    Task<TextAnswer> AskAsync(TextQuestion question, CancellationToken cancellationToken);
}

/// <summary>Where a text model is asked, and who pays for it.</summary>
/// <param name="Target">The service.</param>
/// <param name="Terms">How a refused request is tried again.</param>
/// <param name="Model">The model, for endpoints whose address names it.</param>
/// <param name="IsChat">Whether it is asked by chat completions instead of the Responses endpoint.</param>
/// <param name="Organization">The organization that pays; empty for that of the key.</param>
/// <param name="Project">The project that pays; empty for that of the key.</param>
public sealed record TextModelAddress(
    ServiceTarget Target, RetryTerms Terms, string Model, bool IsChat = false, string Organization = "", string Project = "");

/// <summary>A question to a text model.</summary>
/// <param name="Model">The model.</param>
/// <param name="Instructions">What it is told to do.</param>
/// <param name="Input">What it is told to do it with.</param>
/// <param name="Temperature">From 0 to 2; null to leave it to the service.</param>
/// <param name="ClientRequestId">An id of our own that the service keeps beside its request id (header X-Client-Request-Id).</param>
public sealed record TextQuestion(string Model, string Instructions, string Input, double? Temperature, string ClientRequestId);

/// <summary>What a text model answered.</summary>
/// <param name="Text">Its words; empty where it gave none.</param>
/// <param name="Refusal">Its words where it refused to answer at all; empty when it did not.</param>
/// <param name="Model">The model as the service named it.</param>
/// <param name="ResponseId">The service's id of the answer.</param>
/// <param name="Usage">The tokens.</param>
public sealed record TextAnswer(string Text, string Refusal, string Model, string ResponseId, TokenUsage Usage)
{
    /// <summary>Whether the sandbox answered, by whatever address it was reached.</summary>
    public bool IsSandbox => Model.EndsWith(ServiceTarget.SandboxModelSuffix, StringComparison.Ordinal);
}

/// <summary>No answer came back from a text model or from hosted evals.</summary>
/// <param name="message">What happened, in words that may stand in a result.</param>
/// <param name="inner">The cause.</param>
public sealed class TextModelException(string message, Exception? inner = null) : Exception(message, inner);
