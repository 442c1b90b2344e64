using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>One case of a run as evidence for a gate.</summary>
/// <param name="Id">The id of the case.</param>
/// <param name="Outcome">Its outcome; Inconclusive when it is missing or unreadable.</param>
/// <param name="Whole">The values of the case as a whole.</param>
/// <param name="Turns">The values of its turns; for a single turn, the case itself.</param>
internal sealed record EvidenceCase(string Id, Outcome Outcome, EvidenceRow Whole, IReadOnlyList<EvidenceRow> Turns)
{
    /// <summary>Whether the case passed or failed.</summary>
    public bool HasVerdict => Outcome is Outcome.Pass or Outcome.Fail;
}
