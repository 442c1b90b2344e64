using RealtimeEvals.Files;
using RealtimeEvals.Messages;
using RealtimeEvals.Metrics;
using RealtimeEvals.Model;
using RealtimeEvals.Realtime;
using RealtimeEvals.TextModels;
using RealtimeEvals.Transcripts.Kinds;
using RealtimeEvals.Waiting;

namespace RealtimeEvals.Transcripts.Analyses;

/// <summary>What became of each numbered question of the interviewer's prompt, by a model that is asked once for each interview.</summary>
/// <param name="model">The model.</param>
/// <param name="name">The name of the model.</param>
/// <param name="provider">Who answers.</param>
/// <param name="limit">The longest wait for the answer, including retries.</param>
/// <param name="time">The clock.</param>
internal sealed class QuestionAnalysis(ITextModel model, string name, string provider, TimeSpan limit, TimeProvider time)
    : IConversationAnalysis
{
    public const string Kind = "questions";

    private const int MaximumIdLength = 200;

    private static readonly string PromptSha256 =
        FileHash.OfText($"{QuestionPrompt.Instructions}\n{QuestionPrompt.Schema.Schema.GetRawText()}");

    /// <summary>Returns why a model cannot be asked about an interview; null when it can.</summary>
    public static string? ObstacleOf(MeasuredConversation conversation) =>
        conversation.Turns.Count == 0 ? "nobody spoke"
        : conversation.Prompt is not EvalPrompt prompt ? "the prompt of the interviewer is not known"
        : PromptQuestion.ReadAll(prompt.Text).Count == 0 ? $"the prompt '{prompt.Name}' has no numbered questions"
        : null;

    public async Task<AnalysedConversation> AnalyseAsync(MeasuredConversation conversation, CancellationToken cancellationToken)
    {
        var quality = new ConversationQuality
        {
            Conversation = conversation.Name, Kind = Kind, ComputedAt = time.GetUtcNow(), Provider = provider, CostUsd = 0,
        };
        if (ObstacleOf(conversation) is string obstacle) return AnalysedConversation.Failed(conversation, quality, obstacle);
        IReadOnlyList<PromptQuestion> questions = PromptQuestion.ReadAll(conversation.Prompt!.Text);
        TextAnswer answer;
        try
        {
            answer = await AskAsync(QuestionPrompt.Input(questions, conversation), conversation.Name, cancellationToken);
        }
        catch (TextModelException exception)
        {
            quality = quality with { Model = name, CostUsd = Cost.IsFree(provider) ? 0 : null };
            return AnalysedConversation.Failed(conversation, quality, exception.Message);
        }

        return Read(answer, questions, conversation, WithAnswer(quality, answer));
    }

    private static AnalysedConversation Read(
        TextAnswer answer, IReadOnlyList<PromptQuestion> questions, MeasuredConversation conversation, ConversationQuality quality)
    {
        if (answer.Refusal.Length > 0)
        {
            return AnalysedConversation.Failed(conversation, quality, $"the model refused: {VisibleText.Start(answer.Refusal)}");
        }

        if (string.IsNullOrWhiteSpace(answer.Text)) return AnalysedConversation.Failed(conversation, quality, "the model said nothing");
        var read = new QuestionAnswer(questions, conversation.Turns);
        IReadOnlyList<QuestionFinding> found = read.Read(answer.Text);
        if (read.Problems.Count > 0)
        {
            string problems = string.Join("; ", read.Problems);
            return AnalysedConversation.Failed(conversation, quality, $"the answer of the model does not hold: {problems}");
        }

        quality = AnalysedConversation.WithQuestions(quality, found);
        return AnalysedConversation.Completed(conversation, quality, QuestionReport.Write(conversation, quality, PromptSha256));
    }

    private ConversationQuality WithAnswer(ConversationQuality quality, TextAnswer answer)
    {
        string answered = answer.IsSandbox ? ServiceTarget.SandboxProvider : provider;
        return quality with
        {
            Provider = answered,
            Model = answer.Model.Length > 0 ? answer.Model : name,
            Usage = answer.Usage,
            CostUsd = Cost.Of(answered, answer.Usage, answer.Model, name, null),
        };
    }

    private Task<TextAnswer> AskAsync(string input, string conversation, CancellationToken cancellationToken)
    {
        var question = new TextQuestion(name, QuestionPrompt.Instructions, input, null, $"{Kind}/{HeaderText(conversation)}")
        {
            Schema = QuestionPrompt.Schema,
        };
        return TimeLimit.RunAsync(
            limit,
            time,
            token => model.AskAsync(question, token),
            exception => new TextModelException(FormattableString.Invariant($"no answer within {limit.TotalSeconds} s."), exception),
            cancellationToken);
    }

    /// <summary>Returns a name as an HTTP header can hold it.</summary>
    private static string HeaderText(string name) =>
        new([.. name.Take(MaximumIdLength).Select(character => character is > ' ' and <= '~' ? character : '-')]);
}
