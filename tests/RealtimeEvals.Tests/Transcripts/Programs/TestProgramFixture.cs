using RealtimeEvals.Model;
using RealtimeEvals.Transcripts;
using RealtimeEvals.Transcripts.Programs;
using Xunit;

namespace RealtimeEvals.Tests.Transcripts.Programs;

/// <summary>A conversation to be measured by programs, and a result that one may print.</summary>
internal static class TestProgramFixture
{
    public const string Result =
        """{"success":true,"run_id":"talk","tests":[{"title":"Own","variables":[{"metric":"m","value":"7 chars","status":"good"}]}]}""";

    public static readonly MeasuredConversation Talk = new(
        "talk", [new SpokenTurn(Speaker.Agent, "Good\nday."), new SpokenTurn(Speaker.Participant, "H\u00e9llo.")]);

    public static Task<IReadOnlyList<ConversationVariable>> MeasureAsync(
        string program, string options = "{}", MeasuredConversation? talk = null) =>
        new TestProgram(program, options, TimeSpan.FromSeconds(30)).MeasureAsync(
            talk ?? Talk, TimeProvider.System, TestContext.Current.CancellationToken);
}
