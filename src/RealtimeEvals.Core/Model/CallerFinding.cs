using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>One rule that the simulated caller broke.</summary>
/// <param name="Fault">The rule that was broken.</param>
/// <param name="TurnIndex">The turn, from 1.</param>
/// <param name="Text">The words that broke it.</param>
public sealed record CallerFinding(CallerViolation Fault, int TurnIndex, string Text)
{
    /// <summary>Returns the turn, the fault and the words on one line.</summary>
    public override string ToString() => VisibleText.Of(FormattableString.Invariant($"turn {TurnIndex}: {Fault} ({Text})"));
}
