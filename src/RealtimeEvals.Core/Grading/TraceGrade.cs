namespace RealtimeEvals.Grading;

/// <summary>How well all calls of a conversation meet its expectation. What was not asked for is null.</summary>
/// <param name="ToolsCalled">
/// Whether every expected tool was called as often as it is expected; where none may be called, whether none was.
/// </param>
/// <param name="InOrder">Whether the expected tools were called in their order; others may come between.</param>
/// <param name="ArgumentsGiven">Whether they were called in their order with the expected arguments.</param>
/// <param name="ForbiddenCalled">The forbidden tools that were called.</param>
/// <param name="FinalStateReached">Whether the state at the end holds what it should.</param>
public sealed record TraceGrade(
    bool? ToolsCalled, bool? InOrder, bool? ArgumentsGiven, IReadOnlyList<string> ForbiddenCalled, bool? FinalStateReached);
