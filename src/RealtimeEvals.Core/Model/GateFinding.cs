using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>A finding about the evidence that keeps a gate from passing, whatever its rules say.</summary>
/// <param name="Reason">The category of the finding.</param>
/// <param name="Message">What was found, and where.</param>
public sealed record GateFinding(GateReason Reason, string Message)
{
    /// <summary>Returns the reason and the message on one line.</summary>
    public override string ToString() => VisibleText.Of($"{Reason}: {Message}");
}
