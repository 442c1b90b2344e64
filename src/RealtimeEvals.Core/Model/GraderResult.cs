using System.Text.Json.Serialization;
using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>The result of one grader for a turn or a whole conversation.</summary>
/// <param name="GraderId">The id of the grader.</param>
/// <param name="TurnIndex">The turn, from 1; 0 for the whole conversation.</param>
/// <param name="Status">Whether there is a grade.</param>
/// <param name="Grade">1 or 0; null when there is no grade.</param>
/// <param name="Rationale">The judge's reason; empty for graders without a model.</param>
public sealed record GraderResult(string GraderId, int TurnIndex, GradeStatus Status, int? Grade, string Rationale)
{
    /// <summary>The number from which the grade was derived; null when the grader gives none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? Value { get; init; }

    /// <summary>The category from which the grade was derived; null when the grader gives none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? Category { get; init; }

    /// <summary>Number of times the judge was asked; 0 for graders without a model.</summary>
    public int Samples { get; init; }

    /// <summary>The share of the samples that agree with the grade, from 0 to 1; null for graders without a model.</summary>
    public double? Agreement { get; init; }

    /// <summary>The judge's model as requested.</summary>
    public string JudgeModel { get; init; } = "";

    /// <summary>The judge's model as the service reported it.</summary>
    public string ResolvedModel { get; init; } = "";

    /// <summary>SHA-256 of the judge's instructions, the schema of its answer and the criterion, in hex.</summary>
    public string PromptSha256 { get; init; } = "";

    /// <summary>The message of the error; empty when there was none.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>Tokens of all samples.</summary>
    public TokenUsage Usage { get; init; } = new();

    /// <summary>Returns the grader, the turn and the grade on one line.</summary>
    public override string ToString()
    {
        string place = TurnIndex > 0 ? $" turn {TurnIndex}" : "";
        return VisibleText.Of(FormattableString.Invariant($"{GraderId}{place}: {(Grade is int grade ? grade : Status)}"));
    }
}
