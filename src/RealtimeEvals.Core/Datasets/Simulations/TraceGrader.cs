using System.Text.Json;
using RealtimeEvals.Grading;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets.Simulations;

/// <summary>Grades the calls of a whole conversation without a model.</summary>
internal static class TraceGrader
{
    /// <summary>Grades all calls and the final state.</summary>
    /// <param name="expectation">What must hold at the end.</param>
    /// <param name="calls">All calls, in order.</param>
    /// <param name="state">The final state, an object.</param>
    /// <param name="tools">The tools, for the normalizers of their parameters.</param>
    public static TraceGrade Grade(Expectation expectation, IReadOnlyList<ToolCall> calls, JsonElement state, ToolSet tools)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentNullException.ThrowIfNull(tools);
        bool expectsCalls = expectation.Calls.Count > 0;
        return new TraceGrade(
            expectsCalls ? AreAllCalled(expectation.Calls, calls) : expectation.ExpectsNoCall ? calls.Count == 0 : null,
            expectsCalls ? AreInOrder(expectation.Calls, calls, static (expected, call) => call.Name == expected.Name) : null,
            expectsCalls
                ? AreInOrder(
                    expectation.Calls,
                    calls,
                    (expected, call) => call.Name == expected.Name
                        && ToolGrader.Satisfies(expected.Arguments, call, tools.Find(call.Name)))
                : null,
            [.. expectation.ForbiddenTools.Where(name => calls.Any(call => call.Name == name))],
            expectation.FinalState.ValueKind == JsonValueKind.Object
                ? ArgumentMatch.Contains(state, expectation.FinalState, tool: null)
                : null);
    }

    private static bool AreAllCalled(IEnumerable<ExpectedCall> expected, IReadOnlyList<ToolCall> calls) =>
        expected.GroupBy(call => call.Name, StringComparer.Ordinal)
            .All(group => calls.Count(call => call.Name == group.Key) >= group.Count());

    /// <summary>Matches greedily: the earliest match of each expected call allows whatever a later one would.</summary>
    private static bool AreInOrder(
        IReadOnlyList<ExpectedCall> expected, IReadOnlyList<ToolCall> calls, Func<ExpectedCall, ToolCall, bool> matches)
    {
        int met = 0;
        foreach (ToolCall call in calls)
        {
            if (met < expected.Count && matches(expected[met], call)) met++;
        }

        return met == expected.Count;
    }
}
