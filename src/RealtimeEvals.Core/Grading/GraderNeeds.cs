using RealtimeEvals.Model;

namespace RealtimeEvals.Grading;

/// <summary>What a grader needs besides the turn or the conversation.</summary>
[Flags]
internal enum GraderNeeds
{
    None = 0,

    /// <summary>A model that judges.</summary>
    Judge = 1,

    /// <summary>A criterion in words.</summary>
    Criteria = 2,

    /// <summary>The instructions of the agent.</summary>
    Instructions = 4,

    /// <summary>A transcript of the caller's audio.</summary>
    CallerSound = 8,

    /// <summary>A transcript of the agent's audio.</summary>
    AgentSound = 16,
}

/// <summary>The comparison of the calls of a turn with the expectation of its case.</summary>
/// <param name="ToolIsRight">Whether the set of called names is the expected one.</param>
/// <param name="ArgumentsAreRight">Whether a call of the expected tool has the expected arguments.</param>
/// <param name="Graded">The call whose arguments are reported; null when there was none.</param>
/// <param name="Repeated">The number of calls of the expected tool beyond the first.</param>
internal sealed record ToolGrade(bool ToolIsRight, bool ArgumentsAreRight, ToolCall? Graded, int Repeated)
{
    /// <summary>Whether tool and arguments are both right.</summary>
    public bool IsRight => ToolIsRight && ArgumentsAreRight;
}

/// <summary>The comparison of all calls of a conversation with its expectation. A check that was not asked for is null.</summary>
/// <param name="ToolsCalled">Whether every expected tool was called as often as expected; when none is, whether there was no call.</param>
/// <param name="InOrder">Whether the expected tools were called in order, possibly with others in between.</param>
/// <param name="ArgumentsGiven">Whether the expected tools were called in order with the expected arguments.</param>
/// <param name="ForbiddenCalled">The forbidden tools that were called.</param>
/// <param name="FinalStateReached">Whether the final state holds the expected values.</param>
internal sealed record TraceGrade(
    bool? ToolsCalled, bool? InOrder, bool? ArgumentsGiven, IReadOnlyList<string> ForbiddenCalled, bool? FinalStateReached);
