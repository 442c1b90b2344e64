using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Kinds;

/// <summary>The quality test of the seed's first version. The label counts as a word, as there.</summary>
internal sealed class QualityTest : IConversationTest
{
    public string Name => "quality";

    public TestPreset Preset => TestPreset.Seed;

    public IEnumerable<ConversationVariable> Measure(MeasuredConversation conversation)
    {
        string[] lines = [.. conversation.Of(Speaker.Participant).Select(one => TranscriptFile.LineOf(one.Turn))];
        if (lines.Length == 0) return [NoData.Of(this)];
        int words = lines.Sum(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length);
        double mean = (double)words / lines.Length;
        int repeats = lines.Length - lines.Select(line => line.Trim().ToUpperInvariant()).Distinct(StringComparer.Ordinal).Count();
        return
        [
            Bound.AtLeast(8, 4).Judge(this, "mean_words", mean),
            Bound.AtLeast(100, 50).Judge(this, "total_words", words),
            Bound.AtMost(2, 4).Judge(this, "repeated_responses", repeats),
            Bound.AtLeast(1).Judge(this, "exclamations", lines.Count(line => line.Contains('!', StringComparison.Ordinal))),
            new Bound("good with a mean from 6 words and up to 2 repeats, else warning", _ => mean >= 6 && repeats <= 2, _ => true)
                .Judge(this, "quality_score", Math.Min(100, Math.Floor((mean * 5) + ((lines.Length - repeats) * 2)))),
        ];
    }
}
