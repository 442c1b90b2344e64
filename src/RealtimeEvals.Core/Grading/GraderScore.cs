using RealtimeEvals.Model;

namespace RealtimeEvals.Grading;

/// <summary>What a grader found, and why.</summary>
/// <param name="Passes">Whether that is good enough: the grade is 1 then, else 0.</param>
/// <param name="Rationale">Why, in words; empty where the score says it all.</param>
internal record GraderScore(bool Passes, string Rationale)
{
    /// <summary>Something that holds or does not.</summary>
    public static GraderScore Of(bool holds, string rationale = "") => new(holds, rationale);

    /// <summary>A number on a scale.</summary>
    /// <param name="value">The number.</param>
    /// <param name="scale">The least and the greatest value that it can have.</param>
    /// <param name="enough">The least that is good enough.</param>
    /// <param name="rationale">Why.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not on the scale.</exception>
    public static GraderScore Of(double value, (double Minimum, double Maximum) scale, double enough, string rationale = "") =>
        value >= scale.Minimum && value <= scale.Maximum
            ? new NumberScore(value, value >= enough, rationale)
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, FormattableString.Invariant($"not from {scale.Minimum} to {scale.Maximum}"));

    /// <summary>One of several words.</summary>
    /// <param name="category">The word.</param>
    /// <param name="good">The words that are good enough.</param>
    /// <param name="rationale">Why.</param>
    public static GraderScore Of(string category, IReadOnlyCollection<string> good, string rationale = "") =>
        new CategoryScore(category, good.Contains(category, StringComparer.Ordinal), rationale);

    /// <summary>A score as results keep it.</summary>
    /// <param name="score">The score; null where there was nothing to score.</param>
    /// <param name="graderId">The grader.</param>
    /// <param name="turnIndex">The turn, from 1; 0 for the whole conversation.</param>
    public static GraderResult ToResult(GraderScore? score, string graderId, int turnIndex)
    {
        if (score is null) return new GraderResult(graderId, turnIndex, GradeStatus.NotApplicable, null, "");
        return score.Complete(new GraderResult(graderId, turnIndex, GradeStatus.Graded, score.Passes ? 1 : 0, score.Rationale));
    }

    /// <summary>Adds what the grade was made of.</summary>
    private protected virtual GraderResult Complete(GraderResult result) => result;

    private sealed record NumberScore(double Value, bool Passes, string Rationale) : GraderScore(Passes, Rationale)
    {
        private protected override GraderResult Complete(GraderResult result) => result with { Value = Value };
    }

    private sealed record CategoryScore(string Category, bool Passes, string Rationale) : GraderScore(Passes, Rationale)
    {
        private protected override GraderResult Complete(GraderResult result) => result with { Category = Category };
    }
}
