using RealtimeEvals.Gates;

namespace RealtimeEvals.Pages;

/// <summary>What was expected of a case and what it gave, to be read side by side.</summary>
/// <param name="Expected">What was expected; empty when the case has no such thing.</param>
/// <param name="Actual">What it gave.</param>
internal sealed record ExpectedActual(string Expected, string Actual)
{
    private static readonly ExpectedActual Nothing = new("", "");

    public static ExpectedActual Of(EvidenceCase one)
    {
        if (one.Whole.Text("label") is { Length: > 0 } label && one.Whole.Text("expected") is { Length: > 0 } expected)
        {
            return new ExpectedActual(expected, label);
        }

        string[] asked = [.. CallsOf(one, "expected_tool_call", "expected_arguments")];
        string[] made = [.. CallsOf(one, "predicted_tool_call", "predicted_arguments")];
        return asked.Length + made.Length == 0
            ? Nothing
            : new ExpectedActual(
                asked.Length > 0 ? string.Join("\n", asked) : "no tool call",
                made.Length > 0 ? string.Join("\n", made) : "no tool call");
    }

    /// <summary>Returns the names of the tools that a case called, each once.</summary>
    public static IEnumerable<string> ToolsOf(EvidenceCase one) => one.Turns
        .Select(turn => turn.Text("predicted_tool_call"))
        .Where(tool => tool.Length > 0)
        .Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> CallsOf(EvidenceCase one, string tool, string arguments) => one.Turns
        .Where(turn => turn.Text(tool).Length > 0)
        .Select(turn => turn.Text(arguments) is { Length: > 0 } given and not "{}" ? $"{turn.Text(tool)} {given}" : turn.Text(tool))
        .Distinct(StringComparer.Ordinal);
}
