using System.Globalization;
using System.Text.Json.Nodes;
using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Analyses;

/// <summary>
/// The simple analysis of the benchmark platform of vCDR: counts of turns and lengths in characters. What cannot be computed is null.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class SimpleAnalysis(TimeProvider time) : IConversationAnalysis
{
    public const string Kind = "simple";

    /// <summary>The mean length of responses that has the full score.</summary>
    private const double FullLength = 50;

    private const double FullScore = 100;

    public Task<AnalysedConversation> AnalyseAsync(MeasuredConversation conversation, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        var quality = new ConversationQuality { Conversation = conversation.Name, Kind = Kind, ComputedAt = now, CostUsd = 0 };
        return Task.FromResult(AnalysedConversation.Completed(conversation, quality, Write(conversation, now).ToJsonString()));
    }

    private static JsonObject Write(MeasuredConversation conversation, DateTimeOffset now)
    {
        int[] lengths = [.. conversation.Of(Speaker.Participant).Select(one => one.Turn.Text.Length)];
        int interviewer = conversation.Turns.Count - lengths.Length;
        double? rate = interviewer == 0 ? null : (double)lengths.Length / interviewer;
        double? length = lengths.Length == 0 ? null : lengths.Average();
        return new JsonObject
        {
            ["computed_at"] = now.ToString("O", CultureInfo.InvariantCulture),
            ["version"] = "1.0.0",
            ["source"] = "simplified_analysis",
            ["metrics"] = new JsonObject
            {
                ["conversation_flow"] = new JsonObject
                {
                    ["total_turns"] = conversation.Turns.Count,
                    ["interviewer_turns"] = interviewer,
                    ["participant_turns"] = lengths.Length,
                    ["turn_ratio"] = rate?.ToString("0.00", CultureInfo.InvariantCulture),
                    ["duration_minutes"] = conversation.Duration?.TotalMinutes,
                },
                ["participant_engagement"] = new JsonObject
                {
                    ["avg_response_length"] = Round(length),
                    ["response_rate"] = rate,
                    ["engagement_score"] = Round(length / FullLength * FullScore) is double score ? Math.Min(FullScore, score) : null,
                },
            },
        };
    }

    /// <summary>Rounds half up, as there.</summary>
    private static double? Round(double? value) => value is double known ? Math.Floor(known + 0.5) : null;
}
