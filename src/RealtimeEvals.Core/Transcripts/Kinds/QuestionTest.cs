using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Kinds;

/// <summary>
/// Which questions of the agent's prompt were asked, and whether in the order of the prompt. A question counts as asked in the first turn
/// of the agent that has most of its longer words; one without longer words is left out.
/// </summary>
internal sealed class QuestionTest : IConversationTest
{
    public string Name => "questions";

    public TestPreset Preset => TestPreset.Standard;

    public IEnumerable<ConversationVariable> Measure(MeasuredConversation conversation)
    {
        PromptQuestion[] questions = conversation.Prompt is EvalPrompt prompt
            ? [.. PromptQuestion.ReadAll(prompt.Text).Where(question => question.HasWords)]
            : [];
        if (questions.Length == 0)
        {
            string why = conversation.Prompt is null ? "the prompt of the agent is not known" : "the prompt has no numbered questions";
            yield return Bound.Yes.Judge(this, "question_coverage", null, why);
            yield return Bound.Yes.Judge(this, "questions_in_order", null, why);
            yield break;
        }

        int?[] asked = [.. questions.Select(question => FirstTurnWith(question, conversation))];
        int[] missing = [.. asked.Select((turn, index) => (turn, index + 1)).Where(one => one.turn is null).Select(one => one.Item2)];
        int[] order = [.. asked.OfType<int>()];
        string left = missing.Length == 0 ? "" : $"not asked: {string.Join(", ", missing)}";
        yield return Bound.AtLeast(1, 0.8).Judge(this, "question_coverage", (double)order.Length / questions.Length, left);
        double? isInOrder = order.Length == 0 ? null : order.SequenceEqual(order.Order()) ? 1 : 0;
        yield return Bound.Yes.Judge(this, "questions_in_order", isInOrder, isInOrder is null ? left : "");
    }

    private static int? FirstTurnWith(PromptQuestion question, MeasuredConversation conversation) => conversation.Of(Speaker.Agent)
        .Where(one => question.IsIn(one.Turn.Text))
        .Select(one => (int?)one.Number)
        .FirstOrDefault();
}
