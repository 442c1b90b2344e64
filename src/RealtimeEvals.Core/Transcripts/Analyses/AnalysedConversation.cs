using System.Text.Json.Nodes;
using RealtimeEvals.Model;
using RealtimeEvals.Secrets;

namespace RealtimeEvals.Transcripts.Analyses;

/// <summary>A conversation with what an analysis gave: once to be kept, once to be shown.</summary>
/// <param name="Conversation">The conversation.</param>
/// <param name="Analysis">The analysis as a store keeps it.</param>
/// <param name="Quality">The same as users see it.</param>
public sealed record AnalysedConversation(MeasuredConversation Conversation, BenchmarkAnalysis Analysis, ConversationQuality Quality)
{
    /// <summary>Returns an analysis that was made.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="quality">What is known of it so far.</param>
    /// <param name="json">What the analysis gave.</param>
    internal static AnalysedConversation Completed(MeasuredConversation conversation, ConversationQuality quality, string json) =>
        Of(conversation, quality with { Status = QualityStatus.Completed, Json = json });

    /// <summary>Returns an analysis that failed, whose content is the reason and nothing else.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="quality">What is known of it so far.</param>
    /// <param name="why">What happened.</param>
    internal static AnalysedConversation Failed(MeasuredConversation conversation, ConversationQuality quality, string why)
    {
        var json = new JsonObject { ["success"] = false, ["run_id"] = conversation.Name, ["error"] = why };
        return Of(conversation, quality with { Status = QualityStatus.Failed, ErrorMessage = why, Json = json.ToJsonString() });
    }

    /// <summary>Returns the same with questions and their counts.</summary>
    internal static ConversationQuality WithQuestions(ConversationQuality quality, IReadOnlyList<QuestionFinding> questions)
    {
        QuestionFinding[] placed = [.. questions.Where(question => question.IsInOrder is not null)];
        return quality with
        {
            Questions = new(questions),
            QuestionCount = questions.Count,
            AskedCount = questions.Count(question => question.Asked),
            AnsweredCount = questions.Count(question => question.Answered),
            InOrderShare = placed.Length == 0 ? null : (double)placed.Count(question => question.IsInOrder == true) / placed.Length,
        };
    }

    /// <summary>Returns the same without the secrets of a service.</summary>
    internal AnalysedConversation Without(Redactor secrets) => secrets.IsNone
        ? this
        : Of(Conversation, Quality with
        {
            Questions = new(Quality.Questions.Select(question => question with { Answer = secrets.Redact(question.Answer) })),
            Model = secrets.Redact(Quality.Model),
            ErrorMessage = secrets.Redact(Quality.ErrorMessage),
            Json = secrets.Redact(Quality.Json),
        });

    private static AnalysedConversation Of(MeasuredConversation conversation, ConversationQuality quality) => new(
        conversation,
        new BenchmarkAnalysis(quality.Kind, quality.ComputedAt, quality.Status == QualityStatus.Failed, quality.Json),
        quality);
}
