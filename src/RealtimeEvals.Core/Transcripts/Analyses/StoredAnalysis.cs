using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Model;
using RealtimeEvals.Transcripts.Programs;

namespace RealtimeEvals.Transcripts.Analyses;

/// <summary>An analysis that the store of runs holds, as users see it.</summary>
public static class StoredAnalysis
{
    /// <summary>Returns the stored analysis of a kind; null when there is none, or one that failed.</summary>
    internal static ConversationQuality? Find(MeasuredConversation conversation, string kind) =>
        conversation.Stored?.Analyses.FirstOrDefault(one => one.Kind == kind && !one.IsFailed) is BenchmarkAnalysis stored
            ? ToQuality(conversation.Name, stored)
            : null;

    /// <summary>Returns a stored analysis as users see it; of one that failed why.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="stored">The analysis.</param>
    public static ConversationQuality ToQuality(string conversation, BenchmarkAnalysis stored)
    {
        var quality = new ConversationQuality
        {
            Conversation = conversation,
            Kind = stored.Kind,
            Status = QualityStatus.Completed,
            ComputedAt = stored.ComputedAt,
            Json = stored.Json,
        };
        if (stored.IsFailed) return quality with { Status = QualityStatus.Failed, ErrorMessage = ErrorIn(stored.Json) };
        if (stored.Kind == SimpleAnalysis.Kind) return quality with { CostUsd = 0 };
        try
        {
            using var json = JsonDocument.Parse(stored.Json);
            return AnalysedConversation.WithQuestions(quality, ScorerResult.Read(json.RootElement));
        }
        catch (Exception exception) when (exception is JsonException or ProgramException)
        {
            return quality with { Status = QualityStatus.Failed, ErrorMessage = $"what is stored cannot be read: {exception.Message}" };
        }
    }

    private static string ErrorIn(string json)
    {
        try
        {
            return StrictJson.Parse(json).Text("error") is { Length: > 0 } error ? error : json;
        }
        catch (JsonException)
        {
            return json;
        }
    }
}
