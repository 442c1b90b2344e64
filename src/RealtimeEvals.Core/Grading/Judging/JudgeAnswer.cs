using RealtimeEvals.Model;

namespace RealtimeEvals.Grading.Judging;

/// <summary>The raw answer of a judge.</summary>
/// <param name="Text">The text of the answer; empty when there is none.</param>
/// <param name="Model">The model as the service reported it; empty when it did not.</param>
/// <param name="Usage">The tokens that the service reported.</param>
public sealed record JudgeAnswer(string Text, string Model, TokenUsage Usage);
