using RealtimeEvals.Model;

namespace RealtimeEvals.Dashboard.Runs;

/// <summary>A case of a run on its page: one with a result, or an interview that is being held or was interrupted.</summary>
/// <param name="Id">The case, with its trial where there are several.</param>
/// <param name="Outcome">The verdict; Inconclusive until there is one.</param>
/// <param name="Why">Why it did not pass; empty when it did.</param>
/// <param name="InterviewKey">The key of the interview in the store; 0 for a case of another kind.</param>
/// <param name="HasEvidence">Whether the folder of the run holds its result.</param>
public sealed record RunCase(string Id, Outcome Outcome, string Why, long InterviewKey, bool HasEvidence);
