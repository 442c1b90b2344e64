namespace RealtimeEvals.Gates;

/// <summary>A cell of the row that is being read.</summary>
/// <param name="Sign">One of the signs of <see cref="EvidenceLayout"/>; <c>default</c> stands for a missing cell.</param>
/// <param name="SharedText">The number of its text among the shared ones; -1 when it has one of its own.</param>
/// <param name="Start">Where its own text begins.</param>
/// <param name="Length">The length of its own text in bytes.</param>
internal readonly record struct EvidenceCell(char Sign, int SharedText = -1, int Start = 0, int Length = 0);
