using RealtimeEvals.Model;
using RealtimeEvals.Realtime;

namespace RealtimeEvals.TextModels;

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
