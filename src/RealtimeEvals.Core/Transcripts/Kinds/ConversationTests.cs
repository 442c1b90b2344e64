using System.Text.RegularExpressions;
using RealtimeEvals.Model;

namespace RealtimeEvals.Transcripts.Kinds;

/// <summary>Every deterministic test of a conversation.</summary>
public static class ConversationTests
{
    private static readonly IReadOnlyList<IConversationTest> All =
    [
        new TurnsTest(),
        new ClosingTest(),
        new QuestionTest(),
        new PlaceholderTest(),
        new ParticipantTest(),
        new RepetitionTest(),
        new TalkShareTest(),
        new ReadBackTest(),
        new LatencyTest(),
        new FlowTest(),
        new EngagementTest(),
        new QualityTest(),
        new HealthTest(),
    ];

    /// <summary>The names of the tests of a preset.</summary>
    public static IReadOnlyList<string> NamesOf(TestPreset preset) =>
        [.. All.Where(test => test.Preset == preset).Select(test => test.Name)];

    /// <summary>Measures a conversation by the tests of a preset.</summary>
    public static IReadOnlyList<ConversationVariable> Measure(MeasuredConversation conversation, TestPreset preset)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        return
        [
            .. All.Where(test => test.Preset == preset)
                .SelectMany(test => Measure(test, conversation))
                .Select(variable => variable with { Conversation = conversation.Name }),
        ];
    }

    /// <summary>Runs a test. One whose patterns take too long on a text loses nothing else.</summary>
    private static IReadOnlyList<ConversationVariable> Measure(IConversationTest test, MeasuredConversation conversation)
    {
        try
        {
            return [.. test.Measure(conversation)];
        }
        catch (RegexMatchTimeoutException)
        {
            return [FailedTest.Of(test.Name, conversation.Name, "searching the text took too long")];
        }
    }
}
