using System.Text.Json.Nodes;

namespace RealtimeEvals.Sandbox.Mind;

/// <summary>The functions that a response can call, and whether it must call one.</summary>
/// <param name="Tools">The functions that can be called.</param>
/// <param name="IsForced">Whether one of them must be called.</param>
internal sealed record ToolChoice(IReadOnlyList<SessionTool> Tools, bool IsForced)
{
    /// <summary>Reads the tools and the choice of a session or a response, both already validated.</summary>
    /// <param name="tools">The tools; those that are not functions cannot be called here.</param>
    /// <param name="choice">A word, or the function to call.</param>
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

    /// <summary>Returns the function that a choice names; null when it names none.</summary>
    public static string? NameIn(JsonNode? choice) =>
        choice is JsonObject named && (string?)named["type"] == "function" ? (string?)named["name"] : null;

    public IReadOnlyCollection<string> Names => [.. Tools.Select(tool => tool.Name)];

    /// <summary>Adds a call if one is required, or if the other side mentioned a function.</summary>
    /// <param name="reply">The reply of the rules.</param>
    /// <param name="situation">The situation that led to the reply.</param>
    /// <param name="isKnown">Whether any rule calls a function; such functions are called only by rules unless a call is required.</param>
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
