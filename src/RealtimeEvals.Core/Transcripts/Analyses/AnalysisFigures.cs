using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Analyses;

/// <summary>The numbers of the simple analysis, for whoever shows them.</summary>
public static class AnalysisFigures
{
    private static readonly (string Group, string Name, string Label)[] Known =
    [
        ("participant_engagement", "engagement_score", "Engagement score, of 100"),
        ("conversation_flow", "total_turns", "Total turns"),
        ("conversation_flow", "duration_minutes", "Duration, minutes"),
        ("conversation_flow", "interviewer_turns", "Interviewer’s turns"),
        ("conversation_flow", "participant_turns", "Participant’s turns"),
        ("conversation_flow", "turn_ratio", "Turn ratio"),
        ("participant_engagement", "avg_response_length", "Mean response, characters"),
        ("participant_engagement", "response_rate", "Response rate"),
    ];

    /// <summary>Returns the numbers that an analysis has; none of one of another kind.</summary>
    public static IReadOnlyList<(string Name, double Value)> Of(ConversationQuality quality)
    {
        ArgumentNullException.ThrowIfNull(quality);
        try
        {
            JsonElement metrics = JsonText.Child(StrictJson.Parse(quality.Json), "metrics");
            return [.. Known.Select(one => (one.Label, Value: NumberIn(JsonText.Child(metrics, one.Group), one.Name)))
                .Where(one => one.Value is not null)
                .Select(one => (one.Label, one.Value!.Value))];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static double? NumberIn(JsonElement group, string name) =>
        double.TryParse(group.Text(name), System.Globalization.CultureInfo.InvariantCulture, out double value) ? value : null;
}
