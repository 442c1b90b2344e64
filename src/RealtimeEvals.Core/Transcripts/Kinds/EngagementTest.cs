using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Kinds;

/// <summary>The engagement test of the seed's first version. Lengths are in characters and include the label, as there.</summary>
internal sealed class EngagementTest : IConversationTest
{
    private const int Short = 50;
    private const int Long = 150;

    public string Name => "engagement";

    public TestPreset Preset => TestPreset.Seed;

    public IEnumerable<ConversationVariable> Measure(MeasuredConversation conversation)
    {
        string[] lines = [.. conversation.Of(Speaker.Participant).Select(one => TranscriptFile.LineOf(one.Turn))];
        if (lines.Length == 0) return [NoData.Of(this)];
        double mean = lines.Average(line => line.Length);
        int longOnes = lines.Count(line => line.Length > Long);
        return
        [
            Bound.AtLeast(80, 40).Judge(this, "mean_response_length", mean),
            Bound.AtMost(0.3).Judge(this, "short_response_share", (double)lines.Count(line => line.Length < Short) / lines.Length),
            Bound.AtLeast(0.2).Judge(this, "long_response_share", (double)longOnes / lines.Length),
            Bound.AtLeast(1).Judge(this, "responses_with_a_question", lines.Count(line => line.Contains('?', StringComparison.Ordinal))),
            new Bound("good with a mean from 60 and a long response, else warning", _ => mean >= 60 && longOnes >= 1, _ => true)
                .Judge(this, "engagement_score", Math.Min(100, Math.Floor((mean / 2) + (longOnes * 10)))),
        ];
    }
}
