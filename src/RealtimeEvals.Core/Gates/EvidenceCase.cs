using RealtimeEvals.Model;

namespace RealtimeEvals.Gates;

/// <summary>One case of a run as gates see it.</summary>
/// <param name="Id">The case.</param>
/// <param name="Outcome">Its outcome; Inconclusive where nothing legible says so.</param>
/// <param name="Whole">What is known of the case as a whole.</param>
/// <param name="Turns">Its turns; for a single turn the case itself.</param>
internal sealed record EvidenceCase(string Id, Outcome Outcome, EvidenceRow Whole, IReadOnlyList<EvidenceRow> Turns)
{
    /// <summary>Whether the agent was judged.</summary>
    public bool HasVerdict => Outcome is Outcome.Pass or Outcome.Fail;
}
