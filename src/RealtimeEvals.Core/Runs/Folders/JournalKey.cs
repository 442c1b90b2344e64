using RealtimeEvals.Model;

namespace RealtimeEvals.Runs.Folders;

/// <summary>What tells the result of one case from that of another, for any harness.</summary>
/// <param name="CaseId">The case; null for a conversation.</param>
/// <param name="SimulationId">The simulation of a conversation; null for other cases.</param>
/// <param name="Trial">The trial, from 1.</param>
/// <param name="CaseNumber">The place of the case in the data.</param>
/// <param name="ConversationNumber">The place of the conversation in the run.</param>
internal sealed record JournalKey(string? CaseId, string? SimulationId, int? Trial, int? CaseNumber, int? ConversationNumber)
{
    /// <summary>The case and its trial.</summary>
    public CaseKey Key => new(SimulationId ?? CaseId ?? "", Trial ?? 1);

    /// <summary>The number by which results are ordered.</summary>
    public int Number => ConversationNumber ?? CaseNumber ?? 0;
}
