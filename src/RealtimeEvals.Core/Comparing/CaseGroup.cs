namespace RealtimeEvals.Comparing;

/// <summary>Cases that share a tag, an expected tool or a condition.</summary>
/// <param name="By">What they share: tag, tool or condition.</param>
/// <param name="Value">The value that they share.</param>
/// <param name="Cases">The cases.</param>
internal sealed record CaseGroup(string By, string Value, IReadOnlyList<PairedCase> Cases);
