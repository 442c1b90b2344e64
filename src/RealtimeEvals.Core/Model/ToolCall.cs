using System.Text.Json;
using RealtimeEvals.Json;
using RealtimeEvals.Messages;

namespace RealtimeEvals.Model;

/// <summary>One function call that the agent made.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="RawArguments">The arguments exactly as the service sent them, normally the text of a JSON object.</param>
/// <param name="CallId">The service's id of the call, or of its item when it sent none.</param>
public sealed record ToolCall(string Name, string RawArguments, string CallId)
{
    /// <summary>Returns the call as it would be written in code: <c>name({...})</c>.</summary>
    public override string ToString() => VisibleText.Of($"{Name}({RawArguments})");

    /// <summary>
    /// Whether <see cref="RawArguments"/> is the text of a JSON object or blank, which is how services send a call without arguments. An
    /// object with a duplicate key does not count, since it is not clear which value applies.
    /// </summary>
    public bool HasObjectArguments => TryParse() is not null;

    /// <summary>Returns the arguments as a JSON object; an empty object when <see cref="RawArguments"/> is not one.</summary>
    public JsonElement ParseArguments()
    {
        if (TryParse() is JsonElement arguments) return arguments;
        using var empty = JsonDocument.Parse("{}");
        return empty.RootElement.Clone();
    }

    private JsonElement? TryParse()
    {
        // Services send an empty text when a function is called without arguments.
        string text = string.IsNullOrWhiteSpace(RawArguments) ? "{}" : RawArguments;
        try
        {
            JsonElement arguments = StrictJson.ParseForeign(text);
            return arguments.ValueKind == JsonValueKind.Object ? arguments : null;
        }
        catch (JsonException)
        {
            // Grading uses an empty object; the raw text stays in the result.
            return null;
        }
    }
}
