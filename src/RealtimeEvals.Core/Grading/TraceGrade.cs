namespace RealtimeEvals.Grading;

/// <summary>The comparison of all calls of a conversation with its expectation. A check that was not asked for is null.</summary>
/// <param name="ToolsCalled">Whether every expected tool was called as often as expected; when none is, whether there was no call.</param>
/// <param name="InOrder">Whether the expected tools were called in order, possibly with others in between.</param>
/// <param name="ArgumentsGiven">Whether the expected tools were called in order with the expected arguments.</param>
/// <param name="ForbiddenCalled">The forbidden tools that were called.</param>
/// <param name="FinalStateReached">Whether the final state holds the expected values.</param>
internal sealed record TraceGrade(
    bool? ToolsCalled, bool? InOrder, bool? ArgumentsGiven, IReadOnlyList<string> ForbiddenCalled, bool? FinalStateReached);
