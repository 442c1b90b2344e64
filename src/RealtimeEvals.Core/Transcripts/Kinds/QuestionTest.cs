using System.Text.RegularExpressions;
using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Kinds;

/// <summary>
/// Which questions of the agent's prompt were asked, and whether in the order of the prompt. A question is a numbered line of the prompt
/// with a question mark. It counts as asked in the first turn of the agent that has most of its longer words.
/// </summary>
internal sealed partial class QuestionTest : IConversationTest
{
    private const int LongWord = 4;
    private const double Share = 0.6;

    public string Name => "questions";

    public TestPreset Preset => TestPreset.Standard;

    public IEnumerable<ConversationVariable> Measure(MeasuredConversation conversation)
    {
        string[][] questions = conversation.Prompt is EvalPrompt prompt ? QuestionsOf(prompt) : [];
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

    /// <summary>Returns the longer words of each question of a prompt.</summary>
    private static string[][] QuestionsOf(EvalPrompt prompt) =>
    [
        .. Question().Matches(prompt.Text)
            .Select(match => LongWords(match.Groups["question"].Value))
            .Where(words => words.Length > 0),
    ];

    private static int? FirstTurnWith(string[] question, MeasuredConversation conversation) => conversation.Of(Speaker.Agent)
        .Where(one => LongWords(one.Turn.Text).Intersect(question, StringComparer.Ordinal).Count() >= Share * question.Length)
        .Select(one => (int?)one.Number)
        .FirstOrDefault();

    private static string[] LongWords(string text) =>
        [.. Spoken.Words(text).Where(word => word.Length >= LongWord).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(
        @"^[ \t]*\d{1,3}[.)][ \t]+(?<question>[^\n]*\?)",
        RegexOptions.Multiline | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Question();
}
