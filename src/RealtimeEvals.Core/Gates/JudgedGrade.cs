using System.Text.Json;

namespace RealtimeEvals.Gates;

/// <summary>One grade of a case or a turn, and the judge that gave it.</summary>
/// <param name="GraderId">The id of the grader.</param>
/// <param name="Model">The judge's model as the service reported it, else as requested; empty for a grader without a model.</param>
/// <param name="PromptSha256">SHA-256 in hex of the judge's instructions, schema and criterion; empty for a grader without a model.</param>
/// <param name="Status">The status of the grade, in snake case.</param>
internal sealed record JudgedGrade(string GraderId, string Model, string PromptSha256, string Status)
{
    /// <summary>Whether a model gave the grade.</summary>
    public bool IsOfModel => Model.Length > 0 || PromptSha256.Length > 0;

    /// <summary>Whether a grade was given.</summary>
    public bool IsGraded => Status.Equals("graded", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the criterion does not apply.</summary>
    public bool IsNotApplicable =>
        Status.Replace("_", "", StringComparison.Ordinal).Equals("notapplicable", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a grade as the journal has it.</summary>
    /// <param name="grade">The object.</param>
    /// <param name="texts">The texts that the rows of the run share.</param>
    public static JudgedGrade Of(JsonElement grade, EvidenceTexts texts)
    {
        string resolved = Text("resolved_model");
        return new JudgedGrade(
            Text("grader_id"), resolved.Length > 0 ? resolved : Text("judge_model"), Text("prompt_sha256"), Text("status"));

        string Text(string name) => grade.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? texts.Share(value.GetString()!.Trim())
            : "";
    }
}
