using System.Text.Json;
using RealtimeEvals.Grading;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets;

/// <summary>Grades tool calls without a model.</summary>
public static class ToolGrader
{
    /// <summary>
    /// Grades the calls of one turn. With no expected tool, any call is wrong. With one, the set of called names must be exactly it,
    /// a repeated call is no fault, and any call of it may have the expected arguments.
    /// </summary>
    /// <param name="expectedTool">The expected tool; empty for none.</param>
    /// <param name="expectedArguments">The expected arguments, an object; more than these may be given.</param>
    /// <param name="calls">The calls of the turn.</param>
    /// <param name="tools">The tools, for their normalizers.</param>
    public static ToolGrade Grade(string expectedTool, JsonElement expectedArguments, IReadOnlyList<ToolCall> calls, ToolSet tools)
    {
        ArgumentNullException.ThrowIfNull(expectedTool);
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentNullException.ThrowIfNull(tools);
        if (expectedTool.Length == 0) return new ToolGrade(calls.Count == 0, calls.Count == 0, First(calls), 0);

        ToolCall[] named = [.. calls.Where(call => call.Name == expectedTool)];
        bool toolIsRight = named.Length > 0 && named.Length == calls.Count;
        ToolCall? satisfying = named.FirstOrDefault(call => Satisfies(expectedArguments, call, tools.Find(expectedTool)));
        ToolCall? shown = satisfying ?? First(named) ?? First(calls);
        return new ToolGrade(toolIsRight, satisfying is not null, shown, Math.Max(0, named.Length - 1));
    }

    private static ToolCall? First(IReadOnlyList<ToolCall> calls) => calls.Count > 0 ? calls[0] : null;

    /// <summary>
    /// Whether a call has the expected arguments. Arguments that are no JSON object, or one with a key twice, satisfy nothing, not even the
    /// expectation of none.
    /// </summary>
    internal static bool Satisfies(JsonElement expected, ToolCall call, Tool? tool) =>
        call.HasObjectArguments && ArgumentMatch.Contains(call.ParseArguments(), expected, tool);
}
