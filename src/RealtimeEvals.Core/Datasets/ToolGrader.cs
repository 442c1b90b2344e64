using System.Text.Json;
using RealtimeEvals.Grading;
using RealtimeEvals.Model;

namespace RealtimeEvals.Datasets;

/// <summary>Grades tool calls without a model.</summary>
internal static class ToolGrader
{
    /// <summary>
    /// Grades the calls of one turn. When no tool is expected, any call is wrong. Otherwise only the expected tool may be called; repeated
    /// calls are allowed, and any of them may have the expected arguments.
    /// </summary>
    /// <param name="expectedTool">The expected tool; empty when none is expected.</param>
    /// <param name="expectedArguments">The expected arguments, an object; a call may have more.</param>
    /// <param name="calls">The calls of the turn.</param>
    /// <param name="tools">The tools, for the normalizers of their parameters.</param>
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
    /// Whether a call has the expected arguments. Arguments that are not a JSON object, or one with a duplicate key, never do, even when no
    /// arguments are expected.
    /// </summary>
    internal static bool Satisfies(JsonElement expected, ToolCall call, Tool? tool) =>
        call.HasObjectArguments && ArgumentMatch.Contains(call.ParseArguments(), expected, tool);
}
