using System.Text.Json.Serialization;
using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>What one grader said of a turn or of a whole conversation.</summary>
/// <param name="GraderId">The grader.</param>
/// <param name="TurnIndex">The turn, from 1; 0 for the whole conversation.</param>
/// <param name="Status">What came of it.</param>
/// <param name="Grade">1 or 0; null without a grade.</param>
/// <param name="Rationale">Why, in the judge's words; empty for graders without a model.</param>
public sealed record GraderResult(string GraderId, int TurnIndex, GradeStatus Status, int? Grade, string Rationale)
{
    /// <summary>The number that the grade was made of; null for a grader that gives none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? Value { get; init; }

    /// <summary>The word that the grade was made of; null for a grader that gives none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Category { get; init; }

    /// <summary>How often the judge was asked; 0 for graders without a model.</summary>
    public int Samples { get; init; }

    /// <summary>The share of the samples that said what counts, from 0 to 1; null for graders without a model.</summary>
    public double? Agreement { get; init; }

    /// <summary>The judge's model as it was asked for.</summary>
    public string JudgeModel { get; init; } = "";

    /// <summary>The judge's model as the service named it.</summary>
    public string ResolvedModel { get; init; } = "";

    /// <summary>SHA-256 of what every judge is told, the schema of its answer and the criterion, in hex.</summary>
    public string PromptSha256 { get; init; } = "";

    /// <summary>What went wrong.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>The tokens of all samples.</summary>
    public TokenUsage Usage { get; init; } = new();

    /// <summary>One line: grader, place and grade.</summary>
    public override string ToString()
    {
        string place = TurnIndex > 0 ? $" turn {TurnIndex}" : "";
        return VisibleText.Of(FormattableString.Invariant($"{GraderId}{place}: {(Grade is int grade ? grade : Status)}"));
    }
}
