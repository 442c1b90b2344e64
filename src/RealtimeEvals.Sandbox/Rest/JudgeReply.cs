using System.Text.Json.Nodes;
using RealtimeEvals.Sandbox.Faults;
using RealtimeEvals.Sandbox.Mind;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>Writes the judge's decision as an answer.</summary>
internal static class JudgeReply
{
    /// <summary>Returns the answer, spoiled by a fault if there is one.</summary>
    /// <param name="verdict">The decision of the judge.</param>
    /// <param name="fault">The fault; null when there is none.</param>
    public static TextReply Of(JudgeDecision verdict, SandboxFault? fault)
    {
        string right = Write(verdict.Grade, verdict.Rationale);
        return new TextReply(fault?.Value switch
        {
            "prose" => "Everything considered, I would say that this went rather well.",
            "truncated" => right[..(right.Length / 2)],
            "string" => Write("1", verdict.Rationale),
            "two" => Write(2, verdict.Rationale),
            "nothing" => null,
            _ => right,
        });
    }

    private static string Write(JsonNode? grade, string rationale) =>
        new JsonObject { ["grade"] = grade, ["rationale"] = rationale }.ToJsonString();
}
