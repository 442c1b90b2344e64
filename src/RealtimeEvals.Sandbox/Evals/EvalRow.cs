using System.Text.Json;
using RealtimeEvals.Sandbox.Rest;

namespace RealtimeEvals.Sandbox.Evals;

/// <summary>A row of a run with the answer to it.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Item">What it holds.</param>
/// <param name="Messages">What the model was asked.</param>
/// <param name="Answer">What it answered; empty where it failed.</param>
/// <param name="Passed">Whether each grader let it pass.</param>
/// <param name="ErrorCode">What failed; null for nothing.</param>
internal sealed record EvalRow(
    int Index,
    JsonElement Item,
    IReadOnlyList<ChatMessage> Messages,
    string Answer,
    IReadOnlyList<bool> Passed,
    string? ErrorCode)
{
    /// <summary>pass, fail or error.</summary>
    public string Status
    {
        get
        {
            if (ErrorCode is not null) return "error";
            return Passed.All(passed => passed) ? "pass" : "fail";
        }
    }
}
