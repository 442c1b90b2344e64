using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>One response of a turn. There is more than one where the service opened another beside the one that was asked for.</summary>
/// <param name="ResponseId">The service's id; empty where it named none.</param>
/// <param name="Text">What was said or written.</param>
/// <param name="CallIds">The ids of the calls that it made.</param>
/// <param name="Usage">The tokens.</param>
public sealed record AgentResponse(string ResponseId, string Text, ValueList<string> CallIds, TokenUsage Usage)
{
    /// <summary>One line.</summary>
    public override string ToString() => VisibleText.Of($"{ResponseId}: {Text}");
}
