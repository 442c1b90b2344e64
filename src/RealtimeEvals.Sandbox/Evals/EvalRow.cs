using System.Text.Json;
using RealtimeEvals.Sandbox.Rest;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>A row of a run with its answer.</summary>
/// <param name="Index">The position of the row, from 0.</param>
/// <param name="Item">The content of the row.</param>
/// <param name="Messages">The messages to the model.</param>
/// <param name="Answer">The answer of the model; empty when it failed.</param>
/// <param name="Passed">Whether the row passed each grader.</param>
/// <param name="ErrorCode">The code of the error; null when there was none.</param>
internal sealed record EvalRow(
    int Index,
    JsonElement Item,
    IReadOnlyList<ChatMessage> Messages,
    string Answer,
    IReadOnlyList<bool> Passed,
    string? ErrorCode)
{
    /// <summary>The status of the row: pass, fail or error.</summary>
    public string Status
    {
        get
        {
            if (ErrorCode is not null) return "error";
            return Passed.All(passed => passed) ? "pass" : "fail";
        }
    }
}
