using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>One response of a turn. A turn has more than one when the service opened another besides the one requested.</summary>
/// <param name="ResponseId">The service's id; empty when it named none.</param>
/// <param name="Text">The transcript of the audio, or the text.</param>
/// <param name="CallIds">The ids of the calls in the response.</param>
/// <param name="Usage">The tokens that the service reported.</param>
public sealed record AgentResponse(string ResponseId, string Text, ValueList<string> CallIds, TokenUsage Usage)
{
    /// <summary>Returns the response id and the text on one line.</summary>
    public override string ToString() => VisibleText.Of($"{ResponseId}: {Text}");
}
