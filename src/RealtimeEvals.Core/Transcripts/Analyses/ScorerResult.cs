using System.Text.Json;
using RealtimeEvals.Messages;
using RealtimeEvals.Model;
using RealtimeEvals.Transcripts.Programs;

namespace RealtimeEvals.Transcripts.Analyses;

/// <summary>
/// Reads the questions of a scorer's result: <c>{"vcdr_results": {"questions": [{"id", "asked", "answered"}]}}</c>. Other properties of
/// the benchmark platform of vCDR are taken where they are there.
/// </summary>
internal static class ScorerResult
{
    /// <summary>Returns the questions in their order.</summary>
    /// <exception cref="ProgramException">There are none, or one does not say whether it was asked and answered.</exception>
    public static IReadOnlyList<QuestionFinding> Read(JsonElement result)
    {
        if (Property(result, "vcdr_results") is not JsonElement found
            || Property(found, "questions") is not { ValueKind: JsonValueKind.Array } questions
            || questions.GetArrayLength() == 0)
        {
            throw new ProgramException("its result has no questions in vcdr_results");
        }

        return QuestionOrder.Judge([.. questions.EnumerateArray().Select((question, index) => Of(question, index + 1))]);
    }

    private static QuestionFinding Of(JsonElement question, int place)
    {
        string id = TextOf(question, "id");
        if (id.Length == 0) throw new ProgramException(FormattableString.Invariant($"question {place} of its result has no id"));
        bool asked = Truth(question, id, "asked");
        return new QuestionFinding
        {
            Id = id,
            Text = TextOf(question, "prompt"),
            Asked = asked,
            Answered = Truth(question, id, "answered"),
            ExpectedPosition = NumberOf(question, "expected_position") ?? place,
            ActualPosition = asked ? NumberOf(question, "order_position") : null,
            Attempts = NumberOf(question, "recall_attempts"),
            Answer = TextOf(question, "answer"),
        };
    }

    private static bool Truth(JsonElement question, string id, string name) => Property(question, name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw new ProgramException($"the question '{VisibleText.Start(id, 40)}' of its result does not say whether it was {name}"),
    };

    private static int? NumberOf(JsonElement question, string name) =>
        Property(question, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out int value) ? value : null;

    private static string TextOf(JsonElement question, string name) => Property(question, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        null or { ValueKind: JsonValueKind.Null } => "",
        JsonElement other => other.GetRawText(),
    };

    private static JsonElement? Property(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out JsonElement value) ? value : null;
}
