using RealtimeEvals.Model;

namespace RealtimeEvals.Grading.Judging;

/// <summary>What a judge answered.</summary>
/// <param name="Text">Its words as they are; empty when it said nothing.</param>
/// <param name="Model">The model as the service named it; empty when it named none.</param>
/// <param name="Usage">The tokens that were used.</param>
public sealed record JudgeAnswer(string Text, string Model, TokenUsage Usage);
