using System.Text.Json;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>What must be true at the end of a conversation.</summary>
/// <param name="Calls">The calls that must have been made, in their order.</param>
/// <param name="ExpectsNoCall">Whether no call at all may have been made.</param>
/// <param name="ForbiddenTools">Tools that may not have been called.</param>
/// <param name="FinalState">What the state must hold, an object; undefined for anything.</param>
public sealed record Expectation(
    IReadOnlyList<ExpectedCall> Calls,
    bool ExpectsNoCall,
    IReadOnlyList<string> ForbiddenTools,
    JsonElement FinalState)
{
    /// <summary>The one expectation that each turn is graded by; null for none.</summary>
    public ExpectedCall? TurnCall => Calls.Count > 0 ? Calls[0] : null;
}
