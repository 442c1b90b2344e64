using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>Something about the evidence that keeps a gate from passing, whatever the rules say.</summary>
/// <param name="Reason">Which of the known reasons it is.</param>
/// <param name="Message">What was found, and where.</param>
public sealed record GateFinding(GateReason Reason, string Message)
{
    /// <summary>One line.</summary>
    public override string ToString() => VisibleText.Of($"{Reason}: {Message}");
}
