using System.Text.Json.Nodes;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>The functions that a response may call, and whether it has to call one.</summary>
/// <param name="Tools">The functions.</param>
/// <param name="IsForced">Whether one of them has to be called.</param>
internal sealed record ToolChoice(IReadOnlyList<SessionTool> Tools, bool IsForced)
{
    /// <summary>Reads what a session or a response says; both were found to be right.</summary>
    /// <param name="tools">The tools; those that are no functions cannot be called here.</param>
    /// <param name="choice">A word, or the function that is to be called.</param>
    public static ToolChoice Of(JsonNode? tools, JsonNode? choice)
    {
        SessionTool[] functions =
        [
            .. (tools as JsonArray ?? [])
                .Where(tool => (string?)tool!["type"] == "function")
                .Select(tool => new SessionTool((string)tool!["name"]!, tool["parameters"])),
        ];
        if (NameIn(choice) is string name) return new ToolChoice([.. functions.Where(tool => tool.Name == name)], IsForced: true);
        string word = (string?)(choice as JsonValue) ?? "auto";
        return new ToolChoice(word == "none" ? [] : functions, word == "required");
    }

    /// <summary>The function that a choice names; null where it names none.</summary>
    public static string? NameIn(JsonNode? choice) =>
        choice is JsonObject named && (string?)named["type"] == "function" ? (string?)named["name"] : null;

    public IReadOnlyCollection<string> Names => [.. Tools.Select(tool => tool.Name)];

    /// <summary>Adds the call that has to be made, or that the other side spoke of.</summary>
    /// <param name="reply">What the rules say.</param>
    /// <param name="situation">What they knew.</param>
    /// <param name="isKnown">Whether some rule calls a function; what rules call, only rules decide.</param>
    public Reply Complete(Reply reply, Situation situation, Func<string, bool> isKnown)
    {
        if (reply.Calls.Count > 0) return reply;
        SessionTool? named = Tools.FirstOrDefault(tool => tool.IsNamedIn(situation.Heard));
        SessionTool? called = IsForced
            ? named ?? (Tools.Count > 0 ? Tools[0] : null)
            : situation.ToolOutput is null && named is not null && !isKnown(named.Name) ? named : null;
        return called is null ? reply : new Reply("", [(called.Name, ArgumentSample.Of(called.Parameters, situation.Heard))]);
    }
}
