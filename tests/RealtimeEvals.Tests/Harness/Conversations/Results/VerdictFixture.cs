using RealtimeEvals.Model;
using RealtimeEvals.Tests.Support;

namespace RealtimeEvals.Tests.Harness.Conversations.Results;

/// <summary>Graders and what they say of a conversation.</summary>
internal static class VerdictFixture
{
    public static readonly Grader Goal = new("goal", "judge", "x", "");
    public static readonly Grader Polite = new("polite", "rubric", "x", "");
    public static readonly Grader Tool = new("tool_call", "tool_call", "", "");

    /// <summary>A conversation of which everything was asked, and everything holds.</summary>
    public static ConversationResult AllTrue() => Simulated.Conversation() with
    {
        ExpectedToolsCalled = true, ExpectedToolsInOrder = true, ExpectedArgumentsGiven = true, FinalStateReached = true, IsJudged = true,
        Grades = new([Grade("goal", 1)]),
        Settings =
            new ConversationSettings { TraceGraders = new([Goal]), ExpectedCalls = new(["look({})", "pay({})"]), ToolRoundLimit = 3 },
    };

    public static GraderResult Grade(string id, int grade) => new(id, 0, GradeStatus.Graded, grade, "because");

    public static GraderResult Broken(string id) => new(id, 0, GradeStatus.Error, null, "") { ErrorMessage = "no answer" };
}
