using System.Text.Json;

namespace RealtimeEvals.Sandbox.Rest;

/// <summary>One message to a text model.</summary>
/// <param name="Role">The role of the author.</param>
/// <param name="Text">The text of all parts, separated by line breaks.</param>
internal sealed record ChatMessage(string Role, string Text)
{
    /// <summary>Reads validated messages; a plain text is a message of the user.</summary>
    public static IReadOnlyList<ChatMessage> ReadAll(JsonElement messages) => messages.ValueKind == JsonValueKind.String
        ? [new ChatMessage("user", messages.GetString()!)]
        : [.. messages.EnumerateArray().Select(message => new ChatMessage(
            message.GetProperty("role").GetString()!, TextOf(message.GetProperty("content"))))];

    /// <summary>Returns the text of a message's content or of one part of it.</summary>
    public static string TextOf(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Array => string.Join('\n', content.EnumerateArray().Select(TextOf)),
        _ => TextOf(content.GetProperty("text")),
    };
}
