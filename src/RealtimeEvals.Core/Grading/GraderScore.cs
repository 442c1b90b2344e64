using RealtimeEvals.Model;

namespace RealtimeEvals.Grading;

/// <summary>The score of a grader and its reason.</summary>
/// <param name="Passes">Whether the score is good enough: grade 1 if so, otherwise 0.</param>
/// <param name="Rationale">The reason in words; empty when the score needs none.</param>
internal record GraderScore(bool Passes, string Rationale)
{
    /// <summary>Creates a score for a condition that holds or does not.</summary>
    public static GraderScore Of(bool holds, string rationale = "") => new(holds, rationale);

    /// <summary>Creates a score for a number on a scale.</summary>
    /// <param name="value">The number.</param>
    /// <param name="scale">The minimum and the maximum of the scale.</param>
    /// <param name="enough">The minimum that is good enough.</param>
    /// <param name="rationale">The reason in words.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not on the scale.</exception>
    public static GraderScore Of(double value, (double Minimum, double Maximum) scale, double enough, string rationale = "") =>
        value >= scale.Minimum && value <= scale.Maximum
            ? new NumberScore(value, value >= enough, rationale)
            : throw new ArgumentOutOfRangeException(
                nameof(value), value, FormattableString.Invariant($"not from {scale.Minimum} to {scale.Maximum}"));

    /// <summary>Creates a score for one of several categories.</summary>
    /// <param name="category">The category.</param>
    /// <param name="good">The categories that are good enough.</param>
    /// <param name="rationale">The reason in words.</param>
    public static GraderScore Of(string category, IReadOnlyCollection<string> good, string rationale = "") =>
        new CategoryScore(category, good.Contains(category, StringComparer.Ordinal), rationale);

    /// <summary>Converts a score to the form that is stored in results.</summary>
    /// <param name="score">The score; null when there was nothing to score.</param>
    /// <param name="graderId">The id of the grader.</param>
    /// <param name="turnIndex">The turn, from 1; 0 for the whole conversation.</param>
    public static GraderResult ToResult(GraderScore? score, string graderId, int turnIndex)
    {
        if (score is null) return new GraderResult(graderId, turnIndex, GradeStatus.NotApplicable, null, "");
        return score.Complete(new GraderResult(graderId, turnIndex, GradeStatus.Graded, score.Passes ? 1 : 0, score.Rationale));
    }

    /// <summary>Adds the number or category from which the grade was derived.</summary>
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
