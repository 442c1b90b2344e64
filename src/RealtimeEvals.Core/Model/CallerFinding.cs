using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>One rule that the simulated caller broke.</summary>
/// <param name="Fault">Which.</param>
/// <param name="TurnIndex">In which turn, from 1.</param>
/// <param name="Text">The words that broke it.</param>
public sealed record CallerFinding(CallerFault Fault, int TurnIndex, string Text)
{
    /// <summary>One line.</summary>
    public override string ToString() => VisibleText.Of(FormattableString.Invariant($"turn {TurnIndex}: {Fault} ({Text})"));
}
