using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Kinds;

/// <summary>The health test of the seed's first version.</summary>
internal sealed class HealthTest : IConversationTest
{
    private const int ShortLine = 10;
    private const int Loop = 3;

    private static readonly string[] ErrorWords = ["error", "sorry", "cannot", "don't understand"];

    public string Name => "health";

    public TestPreset Preset => TestPreset.Seed;

    public IEnumerable<ConversationVariable> Measure(MeasuredConversation conversation)
    {
        if (conversation.Turns.Count == 0) return [NoData.Of(this)];
        string[] lines = [.. conversation.Turns.Select(TranscriptFile.LineOf)];
        string[] responses = [.. conversation.Of(Speaker.Participant).Select(one => TranscriptFile.LineOf(one.Turn).ToUpperInvariant())];
        int empty = lines.Count(line => line.Trim().Length <= ShortLine);
        int errors = lines.Count(line => ErrorWords.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)));
        int loops = Enumerable.Range(0, Math.Max(0, responses.Length - Loop + 1))
            .Count(first => responses.Skip(first).Take(Loop).Distinct(StringComparer.Ordinal).Count() == 1);
        int issues = empty + errors + loops;
        return
        [
            Bound.AtMost(0, 2).Judge(this, "empty_or_short_turns", empty),
            Bound.AtMost(0, 1).Judge(this, "error_marker_turns", errors),
            Bound.None.Judge(this, "loops", loops),
            Bound.AtMost(0, 3).Judge(this, "total_issues", issues),
            Bound.AtLeast(80, 60).Judge(this, "health_score", Math.Max(0, 100 - (issues * 10))),
        ];
    }
}
