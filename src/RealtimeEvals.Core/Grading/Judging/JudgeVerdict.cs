using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Messages;

namespace RealtimeEvals.Grading.Judging;

/// <summary>The parsed answer of a judge.</summary>
/// <param name="Grade">1 or 0; null when the criterion does not apply.</param>
/// <param name="Rationale">The reason in the judge's words.</param>
internal sealed record JudgeVerdict(int? Grade, string Rationale)
{
    /// <summary>Parses an answer strictly: only the requested object is accepted.</summary>
    /// <param name="answer">The text of the judge's answer.</param>
    /// <param name="mayBeNull">Whether the grade may be null, because the criterion may not apply.</param>
    /// <exception cref="JudgeException">The answer is anything else; that is an error and never a grade.</exception>
    public static JudgeVerdict Parse(string answer, bool mayBeNull)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (string.IsNullOrWhiteSpace(answer)) throw new JudgeException("the judge said nothing.");
        try
        {
            return Read(StrictJson.ParseForeign(answer), mayBeNull);
        }
        catch (JsonException exception)
        {
            throw new JudgeException($"the judge's answer is not JSON: {VisibleText.Start(answer)}", exception);
        }
    }

    private static JudgeVerdict Read(JsonElement answer, bool mayBeNull)
    {
        bool isForm = answer.ValueKind == JsonValueKind.Object && answer.GetPropertyCount() == 2
            && answer.TryGetProperty("grade", out _)
            && answer.TryGetProperty("rationale", out JsonElement reason) && reason.ValueKind == JsonValueKind.String;
        if (!isForm)
        {
            throw new JudgeException($"the judge's answer is not a grade with a rationale: {VisibleText.Start(answer.GetRawText())}");
        }

        JsonElement grade = answer.GetProperty("grade");
        string rationale = answer.GetProperty("rationale").GetString()!.Trim();
        if (grade.ValueKind == JsonValueKind.Null && mayBeNull) return new JudgeVerdict(null, rationale);
        if (grade.ValueKind == JsonValueKind.Number && grade.TryGetInt32(out int value) && value is 0 or 1)
        {
            return new JudgeVerdict(value, rationale);
        }

        string expected = $"the number 0 or 1{(mayBeNull ? ", or null" : "")}";
        throw new JudgeException($"the judge's grade is {VisibleText.Start(grade.GetRawText())}; expected {expected}.");
    }

}
