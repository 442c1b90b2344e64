using RealtimeEvals.Gates;
using RealtimeEvals.Model;

namespace RealtimeEvals.Reporting;

/// <summary>Explains in one line why a case did not pass, from whatever fields its row has.</summary>
internal static class CaseText
{
    /// <summary>Returns the explanation; empty for a case that passed.</summary>
    public static string Of(EvidenceCase one) => one.Outcome switch
    {
        Outcome.Pass => "",
        Outcome.Fail => First(one.Whole, "rationale") ?? Calls(one.Whole) ?? "an expectation did not hold",
        Outcome.Error => Failure(one.Whole),
        Outcome.Skipped => First(one.Whole, "rationale") ?? "left out on purpose",
        _ => First(one.Whole, "rationale", "error_message", "caller_findings") ?? "no verdict could be reached",
    };

    private static string Failure(EvidenceRow row)
    {
        string[] places = [row.Text("failure_source"), row.Text("failure_stage")];
        string place = string.Join(", ", places.Where(text => text.Length > 0).Distinct(StringComparer.Ordinal));
        string message = First(row, "error_message", "error_type") ?? "the case ended in an error";
        return place.Length > 0 ? $"{place}: {message}" : message;
    }

    private static string? Calls(EvidenceRow row) => row.Has("expected_tool_call") || row.Has("gt_tool_call")
        ? $"expected {Call(row, "expected_tool_call", "expected_arguments", "gt_tool_call", "gt_tool_call_arg")}, "
            + $"got {Call(row, "predicted_tool_call", "predicted_arguments", "pred_tool_call", "pred_tool_call_arg")}"
        : null;

    /// <summary>Returns a call from the fields of the journal, or from those of the table.</summary>
    private static string Call(EvidenceRow row, string tool, string arguments, string toolColumn, string argumentsColumn) =>
        First(row, tool, toolColumn) is string name ? $"{name}({First(row, arguments, argumentsColumn)})" : "no call";

    private static string? First(EvidenceRow row, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (row.Text(name) is { Length: > 0 } text) return text;
        }

        return null;
    }
}
